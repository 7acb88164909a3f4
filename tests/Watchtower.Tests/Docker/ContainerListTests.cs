using System.Globalization;
using Watchtower.Containers;
using Watchtower.Ports;

namespace Watchtower.Tests.Docker;

public sealed class ContainerListTests
{
    private const string Row = """
        {"Id":"4f1d","Names":["/web"],"Image":"nginx:1.27","ImageID":"sha256:ab12","Command":"nginx","Created":1732000000,
         "Ports":[],"Labels":{"ai.talm.watchtower.enable":"false"},"State":"running","Status":"Up 2 hours"}
        """;

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Reads_what_a_pass_needs_from_a_row(Transport transport)
    {
        var container = (await ListAsync($"[{Row}]", transport)).ShouldHaveSingleItem();

        container.Id.ShouldBe("4f1d");
        container.Name.ShouldBe("web");
        container.Image.ShouldBe("nginx:1.27");
        container.ImageId.ShouldBe("sha256:ab12");
        container.State.ShouldBe("running");
        container.Labels.Enable.ShouldBe(false);
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("""["/web/db","/db"]""")]
    [InlineData("""["/db","/web/db"]""")]
    [InlineData("""["/web/db","/proxy/db","/db"]""")]
    public async Task Calls_a_linked_container_by_its_own_name(string names) =>
        (await ListAsync($$"""[{"Id":"1","Names":{{names}},"ImageID":"sha256:1"}]""")).ShouldHaveSingleItem().Name.ShouldBe("db");

    [Theory(Timeout = Patience.Hang)]
    [InlineData("""{"Names":["/a"],"ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","Names":[],"ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","Names":["/web/db"],"ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","Names":"/a","ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":1,"Names":["/a"],"ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","Names":["/a"]}""")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("[]")]
    public async Task Passes_over_a_row_that_names_no_container(string row) =>
        (await ListAsync($"[{row},{Row}]")).ShouldHaveSingleItem().Name.ShouldBe("web");

    [Theory(Timeout = Patience.Hang)]
    [InlineData("""{"Id":"1","Names":["/a"],"ImageID":"sha256:1"}""")]
    [InlineData("""{"Id":"1","Names":["/a"],"ImageID":"sha256:1","Image":null,"State":null,"Labels":null}""")]
    [InlineData("""{"Id":"1","Names":["/a"],"ImageID":"sha256:1","Image":7,"State":{},"Labels":["x"]}""")]
    public async Task Reads_a_row_of_which_only_the_names_are_there(string row)
    {
        var container = (await ListAsync($"[{row}]")).ShouldHaveSingleItem();

        container.Image.ShouldBe("sha256:1");
        container.IsRunning.ShouldBeFalse();
        container.Labels.Enable.ShouldBeNull();
    }

    [Theory(Timeout = Patience.Hang)]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task Takes_nothing_but_a_list(string answer) =>
        (await Should.ThrowAsync<EngineException>(ListAsync(answer))).Failure.ShouldBe(EngineFailure.Garbled);

    [Theory(Timeout = Patience.Hang)]
    [ClassData(typeof(EveryTransport))]
    public async Task Reads_a_list_of_twenty_megabytes(Transport transport)
    {
        var padding = new string('x', 1000);
        var rows = Enumerable.Range(0, 20_000).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"Labels":{"padding":"{{padding}}"},"Id":"{{i}}","Names":["/c{{i}}"],"ImageID":"sha256:1"}"""));

        (await ListAsync($"[{string.Join(',', rows)}]", transport)).Count.ShouldBe(20_000);
    }

    private static async Task<IReadOnlyList<ContainerSummary>> ListAsync(string answer, Transport transport = Transport.Socket)
    {
        await using var engine = ScriptedEngine.Over(transport).Speaking("1.41").Expect("GET /v1.41/containers/json?all=1", Reply.Json(answer));
        using var client = await engine.ConnectAsync();
        return await client.ListContainersAsync(CancellationToken.None);
    }
}
