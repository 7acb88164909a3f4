namespace Watchtower.SystemTests.Options.Cases;

internal static class NamespaceCases
{
    private const string Family = "Namespaces and runtime";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--ipc host"),
        new(Family, "--ipc none"),
        new(Family, "--ipc private"),
        new(Family, "--ipc shareable"),
        new(Family, "--pid host"),
        new(Family, "--uts host"),
        new(Family, "--userns host"),
        new(Family, "--cgroupns host"),
        new(Family, "--cgroupns private"),
        new(Family, "--isolation default"),
        new(Family, "--runtime runc"),
        new(Family, "--runtime io.containerd.runc.v2") { Image = OptionImage.Plain },
        new(Family, "--network host --pid host --ipc host --uts host"),
        new(Family, "--disable-content-trust"),
    ];
}
