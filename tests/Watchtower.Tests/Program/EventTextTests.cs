using System.Reflection;
using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Planning;
using Watchtower.Ports;
using Watchtower.Updating;

namespace Watchtower.Tests.Program;

public sealed class EventTextTests
{
    /// <summary>The log's own format would read these as places for values.</summary>
    private const string Odd = "{0} {x,5} %";

    private static readonly Container _container = A.Container("web").Build();
    private static readonly GroupMember _member = new(_container, MemberAction.Update, A.ImageIdOf("new"));

    private static readonly Dictionary<Type, object> _samples = new()
    {
        [typeof(string)] = Odd,
        [typeof(bool)] = true,
        [typeof(TimeSpan)] = TimeSpan.FromSeconds(90),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        [typeof(Exception)] = new InvalidOperationException(Odd),
        [typeof(ImageReference)] = ImageReference.TryParse("host:5000/a/b:tag")!,
        [typeof(DependencyCycle)] = new DependencyCycle(["web", "db", "web"], [_container]),
        [typeof(NeglectedDependent)] = new NeglectedDependent(_container, A.Container("db").Build()),
        [typeof(UpdateGroup)] = new UpdateGroup([_member]),
        [typeof(GroupMember)] = _member,
        [typeof(UpdateReport)] = new UpdateReport(),
    };

    public static TheoryData<string> Events { get; } =
        [.. typeof(NLogEvents).GetInterfaces().SelectMany(events => events.GetMethods()).Select(method => method.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_told_in_one_line_word_for_word(string name)
    {
        using var log = new RecordedLog(debug: false);
        using var debugLog = new RecordedLog();

        Tell(name, log);
        Tell(name, debugLog);

        log.Lines.Count.ShouldBeLessThanOrEqualTo(1);
        var line = debugLog.Lines[0];
        line.Length.ShouldBeGreaterThan("Debug ".Length + 10);
        line.ShouldNotContain("\n");
        foreach (var parameter in MethodOf(name).GetParameters().Where(parameter => parameter.ParameterType == typeof(string)))
            line.ShouldContain(Odd, customMessage: parameter.Name);
    }

    [Fact]
    public void A_failed_pass_is_told_with_its_reason_and_debugged_with_its_origin()
    {
        using var log = new RecordedLog();

        new NLogEvents(log.Logger).PassFailed(new InvalidOperationException(Odd));

        log.Lines[0].ShouldBe($"Error This check failed, the next one comes as planned: {Odd}");
        log.Lines[1].ShouldStartWith("Debug System.InvalidOperationException");
    }

    [Theory]
    [InlineData(MemberAction.Update, "web: updated from ")]
    [InlineData(MemberAction.Recreate, "web: created again, because a container it is bound to was replaced; now container 4f1d")]
    [InlineData(MemberAction.Restart, "web: restarted, because a container it depends on was replaced")]
    public void A_success_says_what_was_done(MemberAction action, string expected)
    {
        using var log = new RecordedLog(debug: false);

        new NLogEvents(log.Logger).Updated(_member with { Action = action }, "4f1d");

        log.Lines.ShouldHaveSingleItem().ShouldStartWith("Info " + expected);
    }

    [Fact]
    public void Ids_are_short_and_names_are_whole()
    {
        using var log = new RecordedLog();

        new NLogEvents(log.Logger).Updated(_member, A.IdOf("new"));

        log.Lines.ShouldHaveSingleItem().ShouldBe(
            $"Info web: updated from {ShortImage("web:latest")} to {ShortImage("new")}, now container {A.ShortIdOf("new")}");
    }

    [Fact]
    public void A_stop_without_a_signal_is_one_with_sigterm()
    {
        using var log = new RecordedLog();

        new NLogEvents(log.Logger).Stopping("web", signal: null);

        log.Lines.ShouldBe(["Debug web: stopping with SIGTERM"]);
    }

    [Theory]
    [InlineData("on", "Info Watchtower 0", "watches all containers on unix:///var/run/docker.sock (Docker 20.10.24, linux/arm, API 1.41), every 300 s")]
    [InlineData("-R", "Info Watchtower 0", "watches all containers on unix:///var/run/docker.sock (Docker 20.10.24, linux/arm, API 1.41), once")]
    [InlineData("-e", "Info Watchtower 0", "watches all containers with an enable label on ")]
    [InlineData("nginx", "Info Watchtower 0", "watches nginx on ")]
    public void The_first_line_tells_what_is_going_on(string argument, string start, string rest)
    {
        using var log = new RecordedLog(debug: false);
        var settings = (argument == "on" ? new Invocation() : new Invocation(argument)).Settings;

        new NLogEvents(log.Logger).Watching(settings.Endpoint, new EngineVersion("20.10.24", new Version(1, 41), "linux/arm"), settings);

        var line = log.Lines.ShouldHaveSingleItem();
        line.ShouldStartWith(start);
        line.ShouldContain(rest);
    }

    private static string ShortImage(string name) => ContainerId.AbbreviateImage(A.ImageIdOf(name));

    private static void Tell(string name, RecordedLog log)
    {
        var method = MethodOf(name);
        method.Invoke(new NLogEvents(log.Logger), [.. method.GetParameters().Select(parameter => _samples[parameter.ParameterType])]);
    }

    private static MethodInfo MethodOf(string name) => typeof(NLogEvents).GetMethod(name).ShouldNotBeNull();
}
