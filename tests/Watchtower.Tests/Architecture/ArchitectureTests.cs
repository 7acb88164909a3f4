using System.Text.RegularExpressions;
using System.Xml.Linq;
using Watchtower.Containers;

namespace Watchtower.Tests;

public partial class ArchitectureTests
{
    private static readonly string[] _theWorld =
        ["System.Net", "System.IO", "System.Console", "System.Diagnostics.Process", "System.Security", "Microsoft.Win32"];

    private static readonly IReadOnlyList<string> _sources =
        [.. Directory.GetFiles(Repository.PathTo("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"))
            .Order()];

    [Fact]
    public void The_core_refers_to_the_framework_alone()
    {
        var references = typeof(Container).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        references.ShouldContain("System.Text.Json");
        references.ShouldAllBe(name => name.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_core_touches_nothing_outside_itself() =>
        typeof(Container).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => _theWorld.Any(part => name == part || name.StartsWith(part + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void The_program_refers_to_the_core_and_not_the_other_way_round()
    {
        References("src/Watchtower/Watchtower.csproj").ShouldBe(["Watchtower.Core"]);
        References("src/Watchtower.Core/Watchtower.Core.csproj").ShouldBeEmpty();
    }

    [Fact]
    public void The_core_is_compiled_against_a_list_of_what_it_may_not_use()
    {
        var project = XDocument.Load(Repository.PathTo("src", "Watchtower.Core", "Watchtower.Core.csproj"));
        var banned = File.ReadAllLines(Repository.PathTo("src", "Watchtower.Core", "BannedSymbols.txt"));

        Included(project, "AdditionalFiles").ShouldContain("BannedSymbols.txt");
        Included(project, "PackageReference").ShouldContain("Microsoft.CodeAnalysis.BannedApiAnalyzers");
        banned.Select(line => line.Split(';')[0]).ShouldContain("N:System.IO");
        banned.Select(line => line.Split(';')[0]).ShouldContain("N:System.Net");
        banned.ShouldAllBe(line => line.Contains("; "), "each line gives its reason");
    }

    [Fact]
    public void Only_polyfills_ask_which_framework_they_are_compiled_for() =>
        _sources.Where(file => !file.Contains("/Polyfills/"))
            .Where(file => Conditional().IsMatch(File.ReadAllText(Repository.PathTo(file))))
            .ShouldBeEmpty();

    [Fact]
    public void Files_are_small() =>
        _sources.Where(file => File.ReadLines(Repository.PathTo(file)).Count() >= 300).ShouldBeEmpty();

    [Fact]
    public void Names_say_what_a_thing_is() =>
        _sources.Where(file => Vague().IsMatch(Path.GetFileNameWithoutExtension(file))).ShouldBeEmpty();

    [Fact]
    public void There_are_sources_to_look_at() => _sources.Count.ShouldBeGreaterThan(30);

    private static IEnumerable<string> References(string project) =>
        Included(XDocument.Load(Repository.PathTo(project)), "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(element => element.Attribute("Include")!.Value);

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline)]
    private static partial Regex Conditional();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util|Utilities)$")]
    private static partial Regex Vague();
}
