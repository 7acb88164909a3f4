namespace Watchtower.SystemTests.Harness;

/// <summary>The program under test with everything it loads, as an image: enough to let it replace itself.</summary>
internal static class ProgramImage
{
    /// <summary>Where Debian keeps them; the runtimes load them by name, so no list of dependencies mentions them.</summary>
    private const string LoadedByName = "/usr/lib/libmono-native.so* /usr/lib/libMonoPosixHelper.so /usr/lib/*/libssl.so.3";

    /// <summary>Name of an image that has all but labels and an entry point.</summary>
    public static string BaseOf(TestEngine engine)
    {
        var service = TestImage.BaseOf(engine);
        return engine.BuildOnce("watchtower-test-program", folder =>
        {
            Copy(folder);
            File.WriteAllText(Path.Combine(folder, "Dockerfile"), $"FROM {service}\nCOPY root /\nENV MONO_PATH=/usr/lib/mono/4.5:/usr/lib/mono/4.5/Facades\n");
        });
    }

    private static string Entrypoint => WatchtowerProgram.RunsOnMono
        ? """["/usr/bin/mono", "/program/watchtower.exe"]"""
        : """["/program/watchtower"]""";

    /// <summary>The further lines of its Dockerfile.</summary>
    public static string[] Dockerfile => ["LABEL ai.talm.watchtower=true", $"ENTRYPOINT {Entrypoint}", "CMD []"];

    private static void Copy(string folder)
    {
        var copied = Command.Run(["bash", "-euo", "pipefail", "-c", Script, "copy", folder, Path.GetDirectoryName(WatchtowerProgram.File)!]);
        copied.ExitCode.ShouldBe(0, copied.ToString());
    }

    private static string Script => $$"""
        root=$1/root
        mkdir -p "$root/program"
        cp -r "$2/." "$root/program"
        rm -f "$root"/program/*.dbg
        programs=({{(WatchtowerProgram.RunsOnMono ? "/usr/bin/mono" : "\"$2/watchtower\"")}})
        {{(WatchtowerProgram.RunsOnMono ? CopyMono : "")}}
        for library in {{LoadedByName}}; do [ ! -f "$library" ] || programs+=("$library"); done
        { ldd "${programs[@]}" | grep -o '/[^ :]*\.so[^ :]*'; printf '%s\n' "${programs[@]:1}"; } | sort -u |
          xargs -I{} cp --dereference --parents {} "$root"
        """;

    private const string CopyMono = """
        cp --dereference --parents /usr/bin/mono /usr/lib/mono/4.5/*.dll /usr/lib/mono/4.5/Facades/*.dll "$root"
        cp -r --parents /etc/mono "$root"
        """;
}
