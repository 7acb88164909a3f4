using Watchtower.Distribution;

namespace Watchtower.Tests.Distribution;

public sealed class NuGetPackagesTests
{
    private const string Assets = """
        { "targets": { "net10.0": {
            "NLog/6.2.2": { "type": "package", "runtime": { "lib/netstandard2.1/NLog.dll": {} } },
            "PolySharp/1.16.0": { "type": "package" },
            "Mono.Posix/1.0.0": { "type": "package", "runtime": { "lib/net40/_._": {} } },
            "Microsoft.DotNet.ILCompiler/10.0.12": { "type": "package" },
            "Watchtower.Core/0.1.0": { "type": "project", "runtime": { "bin/placeholder/Watchtower.Core.dll": {} } } } } }
        """;

    [Fact]
    public void Are_those_whose_files_are_in_the_program() =>
        NuGetPackages.In(Assets, "net10.0").Select(component => component.Location)
            .ShouldBe(["pkg:nuget/NLog@6.2.2", "pkg:nuget/Microsoft.DotNet.ILCompiler@10.0.12"]);

    [Fact]
    public void A_framework_that_was_not_restored_is_refused() =>
        Should.Throw<FormatException>(() => NuGetPackages.In(Assets, "net472")).Message.ShouldContain("not restored for net472");
}
