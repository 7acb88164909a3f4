namespace Watchtower.Containers;

/// <summary>What a container with a name of ours stands for.</summary>
public enum JournalRole
{
    /// <summary>The replacement, created but not yet under its real name.</summary>
    New,

    /// <summary>The container that was replaced.</summary>
    Old,

    /// <summary>A copy of the old container, never started unless the old one is gone: see GroupPreparation.</summary>
    Spare,

    /// <summary>As <see cref="Old"/>, once the whole group has proved itself: from here on there is no way back.</summary>
    Proven,

    /// <summary>As <see cref="Old"/>, once its spare takes its place for good: what has its name then is the spare.</summary>
    Gone,

    /// <summary>A mark, never started: the container it names is restarted in place.</summary>
    Restart,
}

/// <summary>
/// The engine is the journal: while a group is replaced, its containers carry names from which a Watchtower that
/// starts later can tell what was half done: <c>web.watchtower-old-0123456789ab-ba9876543210</c>.
/// </summary>
/// <param name="Name">The name the user gave.</param>
/// <param name="Role">What this container stands for.</param>
/// <param name="ShortId">Short id of the container being replaced or restarted.</param>
/// <param name="Owner">Short id of the Watchtower at work, or <see cref="NoOwner"/> outside a container.</param>
public sealed record JournalName(string Name, JournalRole Role, string ShortId, string Owner)
{
    public const string NoOwner = "host";

    private const string Marker = ".watchtower-";

    public static JournalName? TryParse(string name)
    {
        var marker = name.LastIndexOf(Marker, StringComparison.Ordinal);
        return marker > 0
            && name.Substring(marker + Marker.Length).Split('-') is [var role, var id, var owner]
            && RoleOf(role) is { } known && IsShortId(id) && (owner == NoOwner || IsShortId(owner))
            ? new JournalName(name.Substring(0, marker), known, id, owner)
            : null;
    }

    /// <summary>The name the user knows the container by.</summary>
    public static string NameForUser(string name) => TryParse(name)?.Name ?? name;

    public override string ToString() => $"{Name}{Marker}{Word(Role)}-{ShortId}-{Owner}";

    private static JournalRole? RoleOf(string word) => word switch
    {
        "new" => JournalRole.New,
        "old" => JournalRole.Old,
        "spare" => JournalRole.Spare,
        "proven" => JournalRole.Proven,
        "gone" => JournalRole.Gone,
        "restart" => JournalRole.Restart,
        _ => null,
    };

    private static string Word(JournalRole role) => role switch
    {
        JournalRole.New => "new",
        JournalRole.Old => "old",
        JournalRole.Spare => "spare",
        JournalRole.Proven => "proven",
        JournalRole.Gone => "gone",
        _ => "restart",
    };

    private static bool IsShortId(string text) => text.Length == 12 && text.All(Uri.IsHexDigit);
}
