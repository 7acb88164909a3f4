namespace Watchtower.SystemTests.Options;

/// <summary>
/// What the cases share: images, networks, and two containers to refer to. Everything has the run's id in its name.
/// <para>
/// In a case <c>{self}</c> is its container, <c>{volume}</c> and <c>{net}</c> are names for things of its own,
/// <c>{folder}</c> is a directory of its own, <c>{port}</c> a free port and <c>{ports}</c> three in a row; <c>{a}</c>,
/// <c>{b}</c> and <c>{c}</c> are networks with <c>{a.ip}</c> an address of its own in them; <c>{peer}</c> is a container
/// that stays, <c>{moved}</c> one that is updated in the same pass.
/// </para>
/// </summary>
internal sealed class OptionsWorld(TestEngine engine, string folder)
{
    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private readonly string _subnet = $"10.{Random.Shared.Next(200, 250)}";
    private readonly int _third = Random.Shared.Next(60) * 4;

    public string Name(string word) => $"{word}-{_id}";

    public string NameOf(int number) => Name($"case{number}");

    public TestImage Image(OptionImage image) => new(engine, $"{engine.Registry}/{Name(image.ToString().ToLowerInvariant())}");

    public void Prepare()
    {
        foreach (var image in Enum.GetValues<OptionImage>())
            Release(image, "v1");
        foreach (var (network, third) in new[] { ("a", 0), ("b", 1), ("c", 2) })
            Docker($"network create --subnet {_subnet}.{_third + third}.0/24 {Name(network)}");
        Docker($"run --detach --name {Name("peer")} --ipc shareable --volume {Name("peer")}:/of-peer --volume /unnamed-of-peer {Image(OptionImage.Still).Name}");
        Docker($"run --detach --name {Name("moved")} --ipc shareable --volume {Name("moved")}:/of-moved --volume /unnamed-of-moved {Image(OptionImage.Full).Name}");
        Docker($"network connect {Name("a")} {Name("peer")}");
        Docker($"network connect {Name("a")} {Name("moved")}");
    }

    /// <summary>Refreshes every image in the registry but the one that stays.</summary>
    public void Refresh()
    {
        foreach (var image in Enum.GetValues<OptionImage>().Where(image => image != OptionImage.Still))
            Release(image, "v2");
    }

    public IReadOnlyList<string> Fill(string line, int number) =>
        [.. OptionCase.Split(line).Select(word => Filled(word, number))];

    public IReadOnlyList<string> Fill(IEnumerable<string> words, int number) => [.. words.Select(word => Filled(word, number))];

    public void Remove()
    {
        Remove(["rm", "--force", "--volumes"], "ps", "--all", "--quiet", "--filter", $"name={_id}");
        Remove(["network", "rm"], "network", "ls", "--quiet", "--filter", $"name={_id}");
        Remove(["volume", "rm", "--force"], "volume", "ls", "--quiet", "--filter", $"name={_id}");
        Remove(["rmi", "--force"], "images", "--all", "--quiet", "--filter", $"reference=*/*{_id}*");
        engine.Docker("image", "prune", "--force");
    }

    private void Release(OptionImage image, string version) => Image(image).Release(version, [.. Marks.Dockerfile(image, version)]);

    private string Filled(string word, int number)
    {
        if (!word.Contains('{', StringComparison.Ordinal))
            return word;
        var filled = word
            .Replace("{self}", NameOf(number), StringComparison.Ordinal)
            .Replace("{volume}", Name($"volume{number}"), StringComparison.Ordinal)
            .Replace("{net}", Name($"net{number}"), StringComparison.Ordinal)
            .Replace("{folder}", Folder(number), StringComparison.Ordinal)
            .Replace("{number}", $"{number}", StringComparison.Ordinal)
            .Replace("{hex}", $"{number % 256:x2}", StringComparison.Ordinal)
            .Replace("{image}", Image(OptionImage.Still).Name, StringComparison.Ordinal);
        foreach (var name in new[] { "peer", "moved", "a", "b", "c" })
            filled = filled.Replace($"{{{name}}}", Name(name), StringComparison.Ordinal);
        foreach (var (name, third) in new[] { ("a", 0), ("b", 1), ("c", 2) })
            filled = filled.Replace($"{{{name}.ip}}", $"{_subnet}.{_third + third}.{100 + (number % 150)}", StringComparison.Ordinal);
        return Ports(filled);
    }

    private string Ports(string word)
    {
        if (word.Contains("{ports}", StringComparison.Ordinal))
            return word.Replace("{ports}", FreePort.Find(3) is var first ? $"{first}-{first + 2}" : "", StringComparison.Ordinal);
        return word.Contains("{port}", StringComparison.Ordinal)
            ? word.Replace("{port}", $"{FreePort.Find()}", StringComparison.Ordinal)
            : word;
    }

    private string Folder(int number)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder, $"case{number}")).FullName;
        File.WriteAllText(Path.Combine(path, "file"), "from the host");
        File.WriteAllText(Path.Combine(path, "env"), "FROM_FILE=1\nWITH_EQUALS=a=b\n");
        File.WriteAllText(Path.Combine(path, "labels"), "from.file=1\n");
        File.WriteAllText(Path.Combine(path, "seccomp.json"), """{"defaultAction":"SCMP_ACT_ALLOW"}""");
        return path;
    }

    private void Docker(string line)
    {
        var answer = engine.Docker([.. OptionCase.Split(line)]);
        answer.ExitCode.ShouldBe(0, answer.ToString());
    }

    private void Remove(string[] how, params string[] list)
    {
        var found = engine.Docker(list).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct();
        if (found.Any())
            engine.Docker([.. how, .. found]);
    }
}
