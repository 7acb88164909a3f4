using Watchtower.Containers;
using Watchtower.Docker;

namespace Watchtower.Tests.Program;

public sealed class PullLogTests : IDisposable
{
    private static readonly ImageReference _nginx = ImageReference.TryParse("nginx:1.27")!;
    private static readonly PullMessage _end = new(null, "Status: Downloaded newer image for nginx:1.27", null, null);

    private readonly RecordedLog _log = new();
    private readonly StringWriter _terminal = new();

    public void Dispose()
    {
        _log.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public void A_terminal_sees_one_line_that_moves()
    {
        Pull(_terminal, Downloading("a", 0, 30), Downloading("b", 5, 20), Downloading("a", 25, 30));

        _terminal.ToString().Split('\r').Select(text => text.Trim()).ShouldBe(["", "nginx:1.27: 0 %", "nginx:1.27: 10 %", "nginx:1.27: 60 %"]);
        _terminal.ToString().ShouldNotContain("\n");
    }

    [Fact]
    public void The_line_is_gone_when_the_pull_is_over()
    {
        Pull(_terminal, Downloading("a", 30, 30), _end);

        _terminal.ToString().ShouldEndWith("\r\u001b[K");
    }

    [Fact]
    public void A_second_pull_of_the_same_image_starts_from_nothing()
    {
        var log = new PullLog(_log.Logger, _terminal);
        log.Report(_nginx, Downloading("a", 30, 30));
        log.Report(_nginx, _end);

        log.Report(_nginx, Downloading("b", 0, 30));

        _terminal.ToString().Split('\r')[^1].Trim().ShouldBe("nginx:1.27: 0 %");
    }

    [Fact]
    public void A_layer_that_is_larger_than_announced_does_not_break_the_count()
    {
        Pull(_terminal, Downloading("a", 90, 30));

        _terminal.ToString().Split('\r')[^1].Trim().ShouldBe("nginx:1.27: 100 %");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(5L, null)]
    [InlineData(5L, 0L)]
    [InlineData(5L, -1L)]
    public void A_layer_of_unknown_size_does_not_move_the_line(long? current, long? total)
    {
        Pull(_terminal, new PullMessage("a", "Downloading", current, total));

        _terminal.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_terminal_each_new_status_of_a_layer_is_debugged_once()
    {
        Pull(terminal: null, Downloading("a", 0, 30), Downloading("a", 9, 30), Downloading("b", 1, 2), new PullMessage("a", "Extracting", 1, 30), _end);

        _log.Lines.ShouldBe(
        [
            "Debug nginx:1.27: a Downloading",
            "Debug nginx:1.27: b Downloading",
            "Debug nginx:1.27: a Extracting",
            "Debug nginx:1.27: Status: Downloaded newer image for nginx:1.27",
        ]);
    }

    [Fact]
    public void Without_debugging_nothing_is_logged()
    {
        using var quiet = new RecordedLog(debug: false);

        new PullLog(quiet.Logger, terminal: null).Report(_nginx, Downloading("a", 0, 30));

        quiet.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Braces_in_a_status_are_only_braces()
    {
        Pull(terminal: null, new PullMessage("{0}", "{status} {1}", null, null));

        _log.Lines.ShouldBe(["Debug nginx:1.27: {0} {status} {1}"]);
    }

    [Fact]
    public void Pulls_at_the_same_time_do_not_get_in_each_other_s_way()
    {
        var log = new PullLog(_log.Logger, TextWriter.Synchronized(_terminal));
        var images = Enumerable.Range(0, 20).Select(i => ImageReference.TryParse($"image{i}")!).ToList();

        Parallel.ForEach(images, image =>
        {
            for (var i = 0; i < 100; i++)
                log.Report(image, Downloading("a", i, 100));
            log.Report(image, _end);
        });

        _log.Lines.Count.ShouldBe(40); // two statuses an image
    }

    private static PullMessage Downloading(string layer, long current, long total) => new(layer, "Downloading", current, total);

    private void Pull(TextWriter? terminal, params PullMessage[] messages)
    {
        var log = new PullLog(_log.Logger, terminal);
        foreach (var message in messages)
            log.Report(_nginx, message);
    }
}
