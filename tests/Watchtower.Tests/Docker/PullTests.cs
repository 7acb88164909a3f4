using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

public sealed class PullTests
{
    private const string Pull = "POST /v1.41/images/create?fromImage=nginx&tag=1.27";
    private const string Downloading = """{"status":"Downloading","progressDetail":{"current":5,"total":20},"progress":"[=>  ]","id":"a1b2c3"}""";
    private const string Broken = """{"errorDetail":{"message":"unexpected EOF"},"error":"unexpected EOF"}""";

    private readonly RecordedProgress _progress = new();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Reports_how_far_it_is(Transport transport)
    {
        await PullAsync(Reply.Lines("""{"status":"Pulling from library/nginx","id":"1.27"}""", Downloading, """{"status":"Status: Downloaded newer image for nginx:1.27"}"""), transport);

        _progress.Messages.ShouldBe(
        [
            ("nginx:1.27", new PullMessage("1.27", "Pulling from library/nginx", null, null)),
            ("nginx:1.27", new PullMessage("a1b2c3", "Downloading", 5, 20)),
            ("nginx:1.27", new PullMessage(null, "Status: Downloaded newer image for nginx:1.27", null, null)),
        ]);
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Sees_a_failure_in_the_middle_of_a_good_answer(Transport transport)
    {
        var failure = await Should.ThrowAsync<EngineException>(PullAsync(Reply.Lines(Downloading, Broken), transport));

        failure.Failure.ShouldBe(EngineFailure.Refused);
        failure.Message.ShouldBe("can't pull nginx:1.27: unexpected EOF");
    }

    /// <summary>The plain field is deprecated; a future engine sends the detailed one only.</summary>
    [Fact(Timeout = Patience.Hang)]
    public async Task Sees_a_failure_that_comes_in_detail_only()
    {
        var failure = await Should.ThrowAsync<EngineException>(PullAsync(Reply.Lines(Downloading, """{"errorDetail":{"message":"unexpected EOF"}}""")));

        failure.Message.ShouldBe("can't pull nginx:1.27: unexpected EOF");
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData(404, "manifest for nginx:1.27 not found", EngineFailure.NotFound)]
    [InlineData(500, "toomanyrequests: You have reached your pull rate limit", EngineFailure.RegistryAway)]
    [InlineData(500, "unexpected EOF", EngineFailure.Refused)]
    public async Task Sees_a_refusal_before_anything_was_pulled(int status, string message, EngineFailure kind)
    {
        var failure = await Should.ThrowAsync<EngineException>(PullAsync(Reply.Refusal(status, message)));

        failure.Failure.ShouldBe(kind);
        failure.Message.ShouldBe($"can't pull nginx:1.27: {message}");
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_stream_that_breaks_off_is_no_pull(Transport transport) =>
        (await Should.ThrowAsync<EngineException>(PullAsync(Reply.Lines(Downloading, Downloading).CutBy(12), transport))).ShouldBeOutOfReach();

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_stream_without_its_last_chunk_is_no_pull(Transport transport) =>
        (await Should.ThrowAsync<EngineException>(PullAsync(Reply.Lines(Downloading).CutBy(5), transport))).ShouldBeOutOfReach();

    [Fact(Timeout = Patience.Hang)]
    public async Task Passes_over_lines_that_say_nothing()
    {
        await PullAsync(Reply.Lines("", "not json", "[1]", "null", "{", """{"id":7,"progressDetail":"odd","status":null}""", Downloading));

        _progress.Messages.Select(entry => entry.Message).ShouldBe(
            [new PullMessage(null, "", null, null), new PullMessage("a1b2c3", "Downloading", 5, 20)]);
    }

    private async Task PullAsync(Reply reply, Transport transport = Transport.Socket)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect(Pull, reply);
        using var client = await engine.ConnectAsync(_progress);
        await client.PullImageAsync(ImageReference.TryParse("nginx:1.27")!, CancellationToken.None);
    }
}
