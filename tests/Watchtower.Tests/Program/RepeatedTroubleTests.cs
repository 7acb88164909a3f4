namespace Watchtower.Tests.Program;

/// <summary>The same trouble at every pass is told once, and then to those who debug.</summary>
public sealed class RepeatedTroubleTests : IDisposable
{
    private readonly RecordedLog _log = new();
    private readonly NLogEvents _events;

    public RepeatedTroubleTests() => _events = new NLogEvents(_log.Logger);

    private IEnumerable<string> Levels => _log.Lines.Select(line => line.Split(' ')[0]);

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Is_a_warning_once()
    {
        for (var pass = 0; pass < 3; pass++)
            _events.ImageUnknown("nginx", "no such host");

        Levels.ShouldBe(["Warn", "Debug", "Debug"]);
        _log.Lines.Distinct(StringComparer.Ordinal).Count().ShouldBe(2); // the text stays
    }

    [Fact]
    public void Is_a_warning_again_where_it_is_another()
    {
        _events.ImageUnknown("nginx", "no such host");
        _events.ImageUnknown("nginx", "unauthorized");
        _events.ImageUnknown("nginx", "unauthorized");
        _events.ImageUnknown("nginx", "no such host");

        Levels.ShouldBe(["Warn", "Warn", "Debug", "Warn"]);
    }

    [Fact]
    public void Of_one_does_not_hide_that_of_another()
    {
        _events.ImageUnknown("nginx", "no such host");
        _events.ImageUnknown("redis", "no such host");

        Levels.ShouldBe(["Warn", "Warn"]);
    }

    [Fact]
    public void Of_every_kind_is_told_once()
    {
        for (var pass = 0; pass < 2; pass++)
        {
            _events.ContainerUnreadable("web", "it has no Id");
            _events.ImageRejectedBefore("db", "sha256:1");
        }

        Levels.ShouldBe(["Warn", "Warn", "Debug", "Debug"]);
    }

    /// <summary>One container can be in several kinds of trouble, and each pass meets all of them.</summary>
    [Fact]
    public void Of_two_kinds_with_one_container_is_told_once_each()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            _events.ContainerUnreadable("web", "it has no Id");
            _events.ImageRejectedBefore("web", "sha256:1");
        }

        Levels.Count(level => level == "Warn").ShouldBe(2);
    }
}
