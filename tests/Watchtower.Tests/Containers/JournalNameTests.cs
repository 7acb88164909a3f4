using CsCheck;
using Watchtower.Containers;

namespace Watchtower.Tests;

public class JournalNameTests
{
    private static readonly Gen<string> _shortId = Gen.String[Gen.Char["0123456789abcdef"], 12, 12];

    private static readonly Gen<JournalName> _journalName = Gen.Select(
        Gen.OneOf(Gen.String[Gen.Char["azAZ09_.-"], 1, 20], Gen.Const("web.watchtower-old-0123456789ab-host")),
        Gen.Enum<JournalRole>(),
        _shortId,
        Gen.OneOf(_shortId, Gen.Const(JournalName.NoOwner))).Select((name, role, id, owner) => new JournalName(name, role, id, owner));

    [Theory]
    [InlineData("web.watchtower-new-0123456789ab-ba9876543210", JournalRole.New)]
    [InlineData("web.watchtower-old-0123456789ab-ba9876543210", JournalRole.Old)]
    [InlineData("web.watchtower-spare-0123456789ab-ba9876543210", JournalRole.Spare)]
    [InlineData("web.watchtower-proven-0123456789ab-ba9876543210", JournalRole.Proven)]
    [InlineData("web.watchtower-restart-0123456789ab-ba9876543210", JournalRole.Restart)]
    public void Tells_name_role_container_and_owner(string text, JournalRole role)
    {
        var name = new JournalName("web", role, "0123456789ab", "ba9876543210");

        JournalName.TryParse(text).ShouldBe(name);
        name.ToString().ShouldBe(text);
    }

    [Fact]
    public void Knows_a_Watchtower_outside_a_container() =>
        JournalName.TryParse("web.watchtower-old-0123456789ab-host").ShouldNotBeNull().Owner.ShouldBe(JournalName.NoOwner);

    [Theory]
    [InlineData("")]
    [InlineData("web")]
    [InlineData("watchtower")]
    [InlineData("web-old-1700000000")]
    [InlineData("web.watchtower-old")]
    [InlineData("web.watchtower-old-0123456789ab")]
    [InlineData("web.watchtower-old-0123456789ab-")]
    [InlineData("web.watchtower-old-0123456789ab-someone")]
    [InlineData("web.watchtower-old-0123456789a-host")]
    [InlineData("web.watchtower-old-0123456789abc-host")]
    [InlineData("web.watchtower-old-0123456789ax-host")]
    [InlineData("web.watchtower-older-0123456789ab-host")]
    [InlineData("web.watchtower-OLD-0123456789ab-host")]
    [InlineData("web.watchtower-old-0123456789ab-host-x")]
    [InlineData("web.watchtower-old-0123456789ab-host.bak")]
    [InlineData(".watchtower-old-0123456789ab-host")]
    [InlineData("web_watchtower-old-0123456789ab-host")]
    public void Leaves_the_names_of_others_alone(string text)
    {
        JournalName.TryParse(text).ShouldBeNull();
        JournalName.NameForUser(text).ShouldBe(text);
    }

    [Fact]
    public void Shows_the_user_the_name_the_user_gave() =>
        JournalName.NameForUser("web.watchtower-new-0123456789ab-host").ShouldBe("web");

    [Fact]
    public void Reads_back_what_it_wrote() =>
        _journalName.Sample(name => JournalName.TryParse(name.ToString()).ShouldBe(name), iter: 5_000);

    [Fact]
    public void Throws_for_no_text() =>
        Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char[".watchtower-old0"], 0, 60],
            Gen.Select(_journalName, Gen.Int[0, 50], Gen.Char, (name, at, c) => $"{name}".Insert(Math.Min(at, $"{name}".Length), $"{c}")))
            .Sample(text =>
            {
                if (JournalName.TryParse(text) is { } name)
                    name.ToString().ShouldBe(text);
            }, iter: 20_000);
}
