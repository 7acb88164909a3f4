namespace Watchtower.SystemTests.Options.Cases;

internal static class LifeCases
{
    private const string Family = "Life";

    public static IEnumerable<OptionCase> All =>
    [
        new(Family, "--restart no"),
        new(Family, "--restart always"),
        new(Family, "--restart unless-stopped"),
        new(Family, "--restart on-failure"),
        new(Family, "--restart on-failure:3"),
        new(Family, "--rm"),
        new(Family, "--rm --volume /unnamed") { About = "with an anonymous volume" },
        new(Family, "--env MINE=1") { About = "paused", After = ["pause {self}"], Fate = Fate.Untouched },
        new(Family, "--env MINE=1") { About = "stopped", After = ["stop --time 1 {self}"], Fate = Fate.Untouched },
        new(Family, "--restart always") { About = "stopped", After = ["stop --time 1 {self}"], Fate = Fate.Untouched },
        new(Family, "--env MINE=1") { About = "renamed", After = ["rename {self} {self}x", "rename {self}x {self}"] },
        new(Family, "--env MINE=1") { About = "restarted", After = ["restart --time 1 {self}"] },
    ];
}
