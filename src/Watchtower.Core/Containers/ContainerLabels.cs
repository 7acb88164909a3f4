namespace Watchtower.Containers;

/// <summary>The labels by which a container talks to Watchtower, in every spelling that was ever documented.</summary>
public sealed class ContainerLabels(IReadOnlyDictionary<string, string> labels)
{
    /// <summary>The first spelling that is set wins.</summary>
    private static readonly string[] _prefixes =
        ["ai.talm.watchtower", "ai.talm.rpi-watchtower", "com.centurylinklabs.watchtower"];

    private static readonly string[] _originalImage =
        ["ai.talm.zodiac.original-image", "com.centurylinklabs.zodiac.original-image"];

    /// <summary>
    /// Set by Watchtower itself on a container it had to create from an image id, so that the name is not lost.
    /// It goes away again as soon as the container can be created by name.
    /// </summary>
    public const string FollowedImageLabel = "ai.talm.watchtower.followed-image";

    private const string ComposeDependsOn = "com.docker.compose.depends_on";
    private const string ComposeProjectLabel = "com.docker.compose.project";
    private const string ComposeServiceLabel = "com.docker.compose.service";

    public static ContainerLabels None { get; } = new(new Dictionary<string, string>());

    /// <summary><c>&lt;prefix&gt;=true</c>: the container runs Watchtower.</summary>
    public bool IsWatchtower => _prefixes.Select(Text).FirstOrDefault(value => value is not null) == "true";

    /// <summary><c>&lt;prefix&gt;.enable</c>: true, false, or null when nothing (or nothing readable) is said.</summary>
    public bool? Enable => bool.TryParse(Own("enable"), out var enable) ? enable : null;

    /// <summary><c>&lt;prefix&gt;.stop-signal</c>, such as <c>SIGHUP</c>.</summary>
    public string? StopSignal => Own("stop-signal");

    /// <summary>The image to follow where the container was not created by that name.</summary>
    public string? OriginalImage =>
        Text(FollowedImageLabel) ?? _originalImage.Select(Text).FirstOrDefault(value => value is not null);

    /// <summary><c>&lt;prefix&gt;.depends-on</c>: container names, separated by commas.</summary>
    public IReadOnlyList<string> DependsOn =>
        [.. Split(Own("depends-on") ?? "").Select(name => name.TrimStart('/'))];

    public string? ComposeProject => Text(ComposeProjectLabel);

    public string? ComposeService => Text(ComposeServiceLabel);

    /// <summary>
    /// What compose recorded of <c>depends_on</c>: <c>service:condition:restart</c>, separated by commas.
    /// Source: https://github.com/docker/compose, pkg/compose/create.go.
    /// </summary>
    public IReadOnlyList<(string Service, bool Restart)> ComposeDependencies =>
        [.. Split(Text(ComposeDependsOn) ?? "")
            .Select(entry => entry.Split(':'))
            .Select(parts => (parts[0], parts.Length > 2 && parts[2] == "true"))];

    private string? Own(string key) =>
        _prefixes.Select(prefix => Text($"{prefix}.{key}")).FirstOrDefault(value => value is not null);

    private string? Text(string key) =>
        labels.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static IEnumerable<string> Split(string list) =>
        list.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Trim()).Where(entry => entry.Length > 0);
}
