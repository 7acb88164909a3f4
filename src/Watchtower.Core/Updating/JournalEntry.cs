using Watchtower.Containers;

namespace Watchtower.Updating;

/// <summary>One container of a group that is being replaced, as the names on the engine tell it.</summary>
/// <param name="Name">The name the user gave.</param>
/// <param name="ShortId">Short id of the container that had it before.</param>
/// <param name="Owner">Who is at work: see <see cref="JournalName"/>.</param>
internal sealed record JournalEntry(string Name, string ShortId, string Owner)
{
    /// <summary>Where Watchtower is replaced by its successor, the old one is its own owner.</summary>
    public bool IsSuccession => Owner == ShortId;

    public string NameAs(JournalRole role) => new JournalName(Name, role, ShortId, Owner).ToString();
}
