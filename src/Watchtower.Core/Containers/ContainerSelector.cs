namespace Watchtower.Containers;

/// <summary>Which running containers are looked after: all of them, or those named on the command line.</summary>
/// <param name="names">Images (with or without tag) or container names; none means all.</param>
/// <param name="labelEnable">Only containers whose <c>enable</c> label is true.</param>
public sealed class ContainerSelector(IReadOnlyList<string> names, bool labelEnable)
{
    private readonly IReadOnlyList<(string Name, ImageReference? Image)> _selections =
        [.. names.Select(name => (name.TrimStart('/'), ImageReference.TryParse(name)))];

    /// <summary>Null when the container is selected; otherwise the reason why it is not.</summary>
    public string? ReasonToSkip(ContainerSummary container, string imageName)
    {
        if (!container.IsRunning)
            return $"it is {container.State}";
        if (container.Labels.Enable == false)
            return "its enable label is false";
        if (labelEnable && container.Labels.Enable is null)
            return "it has no enable label and --label-enable is on";
        return IsNamed(container.Name, ImageReference.TryParse(imageName)) ? null : "it is not among the names given";
    }

    private bool IsNamed(string name, ImageReference? image) =>
        _selections.Count == 0
        || _selections.Any(selection =>
            selection.Name == name || (selection.Image is not null && image?.IsSelectedBy(selection.Image) == true));
}
