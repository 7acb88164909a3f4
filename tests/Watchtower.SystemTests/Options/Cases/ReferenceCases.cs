namespace Watchtower.SystemTests.Options.Cases;

/// <summary>Containers that refer to others: to one that stays, and to one that is replaced in the same pass.</summary>
internal static class ReferenceCases
{
    public const string Family = "Other containers";

    public static IEnumerable<OptionCase> All => new[] { "peer", "moved" }.SelectMany(name => To(name, $"{{{name}}}"));

    private static IEnumerable<OptionCase> To(string name, string other) =>
    [
        new(Family, $"--link {other}"),
        new(Family, $"--link {other}:alias --link {other}:second"),
        new(Family, $"--network {{a}} --link {other}:alias") { About = "on a network of the user's" },
        new(Family, $"--network container:{other}"),
        new(Family, $"--ipc container:{other}"),
        new(Family, $"--pid container:{other}"),
        new(Family, $"--volumes-from {other}") { Image = OptionImage.Plain, VolumesOf = name },
        new(Family, $"--volumes-from {other}:ro") { Image = OptionImage.Plain, VolumesOf = name },
        new(Family, $"--volumes-from {other}") { About = "which declares the same as the own image", VolumesOf = name },
        new(Family, $"--volumes-from {other} --volume /unnamed") { Image = OptionImage.Plain, VolumesOf = name },
        new(Family, $"--label ai.talm.watchtower.depends-on={other}"),
    ];
}
