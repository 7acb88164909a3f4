using System.Diagnostics;
using System.Text.Json.Nodes;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Distribution;

/// <summary>The release's script, with commands on PATH that only write down how they were called.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly Dictionary<string, string> _job = new()
    {
        ["GITHUB_SERVER_URL"] = "https://github.com",
        ["GITHUB_REPOSITORY"] = "talmai/rpi-watchtower",
        ["GITHUB_WORKFLOW_REF"] = "talmai/rpi-watchtower/.github/workflows/release.yml@refs/tags/v1.2.3",
        ["GITHUB_REF"] = "refs/tags/v1.2.3",
        ["GITHUB_SHA"] = "0123456789abcdef0123456789abcdef01234567",
        ["GITHUB_EVENT_NAME"] = "push",
        ["GITHUB_RUN_ID"] = "42",
        ["GITHUB_RUN_ATTEMPT"] = "1",
        ["RUNNER_ENVIRONMENT"] = "github-hosted",
    };

    private readonly string _root = Directory.CreateTempSubdirectory("wt.").FullName;

    public ReleaseTests()
    {
        foreach (var script in new[] { "release.sh", "provenance.sh" })
            Add($"build/{script}", File.ReadAllText(Repository.PathTo("build", script)));
        Add("build/archives.sh", "#!/bin/sh\nmkdir -p artifacts/release && : >artifacts/release/SHA256SUMS\n");
        Add("bin/docker", "#!/bin/sh\nfor name; do :; done\necho \"\\\"sha256:of-${name##*:}\\\"\"\n");
        foreach (var tool in new[] { "cosign", "gh" })
            Add($"bin/{tool}", $"#!/bin/sh\necho {tool} \"$@\" >>'{_root}/calls'\n");
        foreach (var variant in new[] { "amd64", "armv6" })
            Add($"artifacts/sbom/{variant}.spdx.json", "{}");
    }

    [Fact]
    public void Signs_attaches_a_bill_of_materials_to_each_image_and_the_provenance_to_their_index_and_publishes()
    {
        Run("release.sh", _job, "v1.2.3", "registry.example:5000/app:1.2.3").ExitCode.ShouldBe(0);

        const string Image = "registry.example:5000/app@sha256:of-1.2.3";
        File.ReadAllLines(Path.Combine(_root, "calls")).ShouldBe(
        [
            $"cosign sign --yes --recursive {Image}",
            $"cosign attest --yes --type spdxjson --predicate artifacts/sbom/amd64.spdx.json {Image}-amd64",
            $"cosign attest --yes --type spdxjson --predicate artifacts/sbom/armv6.spdx.json {Image}-armv6",
            $"cosign attest --yes --type slsaprovenance1 --predicate artifacts/provenance.json {Image}",
            $"gh release create v1.2.3 --verify-tag --title v1.2.3 --notes Image: {Image}. See CHANGELOG.md. artifacts/release/SHA256SUMS",
        ]);
    }

    [Fact]
    public void The_provenance_names_the_commit_the_workflow_and_its_run()
    {
        var provenance = JsonNode.Parse(Run("provenance.sh", _job).Output)!;

        var source = provenance["buildDefinition"]!["resolvedDependencies"]![0]!;
        ((string?)source["digest"]!["gitCommit"]).ShouldBe(_job["GITHUB_SHA"]);
        ((string?)source["uri"]).ShouldBe("git+https://github.com/talmai/rpi-watchtower@refs/tags/v1.2.3");
        ((string?)provenance["buildDefinition"]!["externalParameters"]!["workflow"]!["path"]).ShouldBe(".github/workflows/release.yml");
        ((string?)provenance["runDetails"]!["metadata"]!["invocationId"])
            .ShouldBe("https://github.com/talmai/rpi-watchtower/actions/runs/42/attempts/1");
    }

    [Fact]
    public void Nothing_is_called_proven_outside_a_job_of_GitHub()
    {
        var (output, errors, exitCode) = Run("provenance.sh", []);

        exitCode.ShouldNotBe(0);
        output.ShouldBeEmpty();
        errors.ShouldContain("this is for a job of GitHub Actions only");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private (string Output, string Errors, int ExitCode) Run(string script, Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [Path.Combine(_root, "build", script), .. arguments]);
        start.Environment.Clear();
        start.Environment["PATH"] = $"{_root}/bin:/usr/bin:/bin";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Script.Run(start);
    }

    private void Add(string name, string text) => Script.Write(Path.Combine(_root, name), text);
}
