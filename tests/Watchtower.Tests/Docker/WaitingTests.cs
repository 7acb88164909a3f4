using Watchtower.Containers;
using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

/// <summary>An engine that says nothing must not hold anybody up for ever.</summary>
public sealed class WaitingTests
{
    private static readonly EngineCall _impatient = new(HttpMethod.Get, "slow", "ask") { Timeout = TimeSpan.FromSeconds(1) };

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Gives_up_on_an_engine_that_does_not_answer(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Expect("GET /slow", Reply.Silence);
        using var connection = new EngineConnection(engine.Endpoint);

        var failure = await Should.ThrowAsync<EngineException>(connection.CallAsync(_impatient, CancellationToken.None));

        failure.ShouldBeOutOfReach();
        failure.Message.ShouldContain("no answer within");
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Gives_up_on_an_answer_that_stops_half_way(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Expect("GET /slow", Reply.Json("""{"a":1}""").CutBy(2, Afterwards.Silent));
        using var connection = new EngineConnection(engine.Endpoint);

        (await Should.ThrowAsync<EngineException>(connection.CallAsync(_impatient, CancellationToken.None))).ShouldBeOutOfReach();
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Gives_up_on_lines_that_stop_coming(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Expect("GET /slow", Reply.Lines("""{"a":1}""").CutBy(5, Afterwards.Silent));
        using var connection = new EngineConnection(engine.Endpoint);
        var lines = 0;

        (await Should.ThrowAsync<EngineException>(connection.ReadLinesAsync(_impatient, _ => lines++, CancellationToken.None))).ShouldBeOutOfReach();

        lines.ShouldBe(1);
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Asks_again_after_it_has_given_up(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Expect("GET /slow", Reply.Silence).Expect("GET /slow", Reply.Json("{}"));
        using var connection = new EngineConnection(engine.Endpoint);
        await Should.ThrowAsync<EngineException>(connection.CallAsync(_impatient, CancellationToken.None));

        (await connection.CallAsync(_impatient with { Timeout = TimeSpan.FromMinutes(1) }, CancellationToken.None)).ShouldNotBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_cancelled_wait_ends_at_once(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect("POST /v1.41/containers/web/wait", Reply.Silence);
        using var client = await engine.ConnectAsync();

        await ShouldEndWhenCancelledAsync(engine, token => client.WaitContainerAsync("web", token));
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_wait_that_has_begun_to_answer_ends_at_once_too(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41")
            .Expect("POST /v1.41/containers/web/wait", Reply.Json("""{"StatusCode":0}""").CutBy(16, Afterwards.Silent));
        using var client = await engine.ConnectAsync();

        await ShouldEndWhenCancelledAsync(engine, token => client.WaitContainerAsync("web", token));
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task A_cancelled_pull_ends_at_once(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41")
            .Expect("POST /v1.41/images/create?fromImage=nginx&tag=latest", Reply.Lines("""{"status":"Waiting"}""").CutBy(5, Afterwards.Silent));
        using var client = await engine.ConnectAsync();

        await ShouldEndWhenCancelledAsync(engine, token => client.PullImageAsync(ImageReference.TryParse("nginx")!, token));
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Asks_nothing_when_cancelled_before(Transport transport)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41");
        using var client = await engine.ConnectAsync();

        await Should.ThrowAsync<OperationCanceledException>(client.StartContainerAsync("web", new CancellationToken(canceled: true)));

        engine.Bodies.Count.ShouldBe(1); // the question for the version
    }

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Whenever_it_is_cancelled_it_says_nothing_but_that(Transport transport)
    {
        for (var tenthsOfMilliseconds = 0; tenthsOfMilliseconds < 40; tenthsOfMilliseconds++)
        {
            await using var engine = ScriptedEngine.Over(transport).Expect("GET /slow", Reply.Silence);
            using var connection = new EngineConnection(engine.Endpoint);
            using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(tenthsOfMilliseconds / 10.0));

            await Should.ThrowAsync<OperationCanceledException>(connection.CallAsync(_impatient with { Timeout = TimeSpan.FromMinutes(1) }, cancelled.Token));
        }
    }

    private static async Task ShouldEndWhenCancelledAsync(ScriptedEngine engine, Func<CancellationToken, Task> call)
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = call(cancelled.Token);
        await engine.Silent;
        await Task.WhenAny(waiting, Task.Delay(50));
        waiting.IsCompleted.ShouldBeFalse();

        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }
}
