namespace Watchtower.SystemTests.Options.Cases;

internal static class HealthCases
{
    private const string Family = "Health checks";
    private static readonly Loss _takenForTheUsers = Loss.OnPodman("^Config\\.Healthcheck", "podman does not show the image's, so it is kept as the user's");

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "") { About = "the image's", Image = OptionImage.Healthy, Loss = _takenForTheUsers },
        new(Family, "--no-healthcheck") { Image = OptionImage.Healthy },
        new(Family, "--health-cmd 'echo mine' --health-interval 2s --health-timeout 20s --health-retries 6 --health-start-period 1s"),
        new(Family, "--health-cmd 'echo mine' --health-interval 2s") { About = "the rest from the image", Image = OptionImage.Healthy },
        new(Family, "--health-interval 3s") { About = "the image's test", Image = OptionImage.Healthy, Loss = _takenForTheUsers },
        new(Family, "--health-cmd true --health-interval 1m --health-start-period 1m --health-start-interval 1s"),
    ];
}
