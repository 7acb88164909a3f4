namespace Watchtower.SystemTests.Options.Cases;

internal static class ProcessCases
{
    private const string Environment = "Environment";
    private const string Command = "Command";

    public static IEnumerable<OptionCase> All =>
    [
        new(Environment, "--env MINE=1"),
        new(Environment, "--env MINE=a=b=c --env 'SPACED=a b c'"),
        new(Environment, "--env EMPTY= --env UNICODE=äöü"),
        new(Environment, "--env BOTH=mine") { About = "instead of the image's" },
        new(Environment, "--env EMPTIED=") { About = "emptied" },
        new(Environment, "--env-file {folder}/env"),
        new(Environment, "--env PATH=/bin:/mine"),
        new(Environment, "--env NOT_SET_HERE") { About = "taken from the client's" },
        new(Command, "") { About = "nothing given" },
        new(Command, "") { About = "nothing given, image without an entry point", Image = OptionImage.Plain },
        new(Command, " -- mine 'with spaces'") { About = "arguments instead of the image's" },
        new(Command, " -- service silent mine") { About = "command instead of the image's", Image = OptionImage.Plain },
        new(Command, "--entrypoint /bin/service -- silent mine"),
        new(Command, "--entrypoint /bin/service") { About = "the image's command goes with the image's entry point" },
        new(Command, "--entrypoint '' -- /bin/service silent mine") { About = "reset" },
        new(Command, "--entrypoint service -- silent mine") { About = "image without an entry point", Image = OptionImage.Plain },
        new(Command, "--user 0"),
        new(Command, "--user 1234:5678")
        {
            Loss = Loss.OnPodman("^Config\\.Env: .*HOME=", "podman shows the HOME that it made up of the old WORKDIR like one that was given"),
        },
        new(Command, "--user root:root"),
        new(Command, "--workdir /mine"),
        new(Command, "--hostname mine"),
        new(Command, "--hostname mine.example.org"),
        new(Command, "--hostname mine --domainname example.org"),
        new(Command, "--init"),
        new(Command, "--tty"),
        new(Command, "--interactive"),
        new(Command, "--tty --interactive"),
        new(Command, "--stop-signal SIGTERM"),
        new(Command, "--stop-signal 1") { About = "as a number" },
        new(Command, "--stop-timeout 3"),
        new(Command, "--stop-timeout 0"),
        new(Command, "--stop-timeout -1") { About = "for ever" },
        new(Command, "--detach-keys ctrl-a,b"),
        new(Command, "--platform linux/amd64"),
        new(Command, "--pull never"),
        new(Command, "--cidfile {folder}/cid"),
    ];
}
