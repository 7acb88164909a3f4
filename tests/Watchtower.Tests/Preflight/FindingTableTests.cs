using Watchtower.Preflight;

namespace Watchtower.Tests.Preflight;

public sealed class FindingTableTests
{
    [Fact]
    public void Shows_a_row_each_with_what_to_do_below() => FindingTable.Print(
    [
        Finding.Fine("engine", "is there"),
        Finding.Note("nginx", "built here"),
        Finding.Failed("registry.example/app", "two\nlines", "Do this."),
    ]).ShouldBe("""
        ok    engine                is there
        note  nginx                 built here
        FAIL  registry.example/app  two lines
              -> Do this.

        1 thing stands in the way of updates.
        """);

    [Fact]
    public void Says_that_all_is_well() =>
        FindingTable.Print([Finding.Fine("engine", "is there")]).ShouldEndWith("\n\nEverything an update needs is there.");
}
