namespace Watchtower.SystemTests.Options.Cases;

internal static class LabelCases
{
    private const string Family = "Labels and annotations";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--label mine=1 --label empty= --label bare"),
        new(Family, "--label 'json={\"a\": [1, 2]}' --label url=http://example.org/?a=b"),
        new(Family, "--label both=mine") { About = "instead of the image's" },
        new(Family, "--label-file {folder}/labels"),
        new(Family, "--label com.docker.compose.project=shop{number} --label com.docker.compose.service=web --label com.docker.compose.config-hash=abc --label com.docker.compose.container-number=1 --label com.docker.compose.oneoff=False"),
        new(Family, "--label ai.talm.watchtower.stop-signal=SIGHUP"),
        new(Family, "--label com.centurylinklabs.watchtower.enable=true"),
        new(Family, "--annotation mine=1"),
        new(Family, "--annotation org.example.a=b --annotation 'spaced=a b'"),
    ];
}
