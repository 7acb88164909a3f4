namespace Watchtower.Distribution;

/// <summary>Which packages of Debian lie in an image, from <c>build/packages.tsv</c>, where the columns are explained.</summary>
public static class DebianPackages
{
    /// <summary>Sets that only build: nothing of them is in an image as such.</summary>
    private static readonly string[] _tools = ["native", "headers", "profiler"];

    /// <summary>Sets that only Mono needs, so only the images for 32-bit ARM have them.</summary>
    private static readonly string[] _mono = ["mono", "assemblies"];

    /// <summary>Sets that Mono does not need.</summary>
    private static readonly string[] _native = ["tls"];

    /// <summary>Sets for the shell, of which each image has one: that for 32-bit ARM is armel's, which runs on all of them.</summary>
    private static readonly string[] _shell = ["shell"];

    /// <summary>Sets that are compiled from Debian's sources.</summary>
    private static readonly string[] _compiled = ["sources"];

    /// <summary>Sets that do not depend on the processor.</summary>
    private static readonly string[] _everywhere = ["assemblies", "certificates"];

    /// <param name="table">The text of that file.</param>
    /// <param name="variants">What lies in the image.</param>
    public static IReadOnlyList<Component> In(string table, IReadOnlyCollection<Variant> variants)
    {
        var architectures = variants.Select(Architecture).Distinct().ToList();
        var mono = variants.Where(variant => variant.RunsOnMono).Select(Architecture).Distinct().ToList();
        var native = architectures.Except(mono).ToList();
        var shell = mono.Count > 0 ? ["armel"] : architectures;
        return
        [
            .. from line in table.Split('\n')
               where line.Length > 0 && line[0] != '#'
               let cells = line.Split('\t')
               where cells.Length >= 3 && !_tools.Contains(cells[0])
               let needed = _mono.Contains(cells[0]) ? mono : _native.Contains(cells[0]) ? native : _shell.Contains(cells[0]) ? shell : architectures
               where needed.Count > 0
               from architecture in _everywhere.Contains(cells[0]) ? ["all"] : _compiled.Contains(cells[0]) ? ["source"] : needed
               select new Component(cells[1], cells[2], Location(cells[1], cells[2], architecture)),
        ];
    }

    /// <summary>As Debian calls it.</summary>
    private static string Architecture(Variant variant) => variant.Runtime switch
    {
        _ when variant.RunsOnMono => variant.Runtime["mono/".Length..],
        "linux-arm64" => "arm64",
        _ => "amd64",
    };

    private static string Location(string name, string version, string architecture) =>
        $"pkg:deb/debian/{name}@{Uri.EscapeDataString(version)}?arch={architecture}&distro=debian-12";
}
