using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>
/// Creates everything a group needs while the old containers are still running.
/// <para>
/// Of a <c>--rm</c> container that is also a spare: the engine removes the old one when it stops, so there would be
/// nothing to go back to. A member bound to such a container by id needs a spare as well, because its own link is gone
/// with the other's id.
/// </para>
/// </summary>
internal sealed class GroupPreparation(IDockerEngine engine, IUpdateEvents events, UpdateGroup group, bool withSpares = true)
{
    private static readonly string[] _nothing = ["true"];

    private readonly HashSet<string> _needSpares = withSpares ? NeedSpares(group) : [];

    // Old ids and names to new ids, for references between members.
    private readonly Dictionary<string, string> _replacements = [];
    private readonly Dictionary<string, string> _spares = [];
    private bool _hasBegun;

    /// <summary>Somebody else is at work on the same containers, because the first name to be created is taken: it is theirs.</summary>
    public bool IsAnothers(EngineException failure) => failure.Failure == EngineFailure.Conflict && !_hasBegun;

    /// <returns>Id of the replacement, or of the container itself where it is only restarted.</returns>
    public async Task<string> PrepareAsync(GroupMember member, JournalEntry entry)
    {
        var container = member.Container;
        if (!member.IsReplaced)
        {
            await BeginAsync(entry.NameAs(JournalRole.Restart), Mark(container));
            return container.Id;
        }

        var oldImage = await engine.FindImageAsync(container.ImageId, CancellationToken.None);
        var id = await CreateAsync(entry.NameAs(JournalRole.New), container, oldImage, member.ImageId, _replacements);
        events.ReplacementCreated(container.Name, id);
        if (_needSpares.Contains(container.Id))
            await CreateAsync(entry.NameAs(JournalRole.Spare), container, oldImage, container.ImageId, _spares);
        return id;
    }

    private async Task<string> CreateAsync(
        string name, Container container, JsonObject? oldImage, string imageId, Dictionary<string, string> references)
    {
        var image = await NameOrIdAsync(container.ImageName, imageId);
        var context = new RecreationContext(engine.ApiVersion)
        {
            Replacements = references,
            VolumeSources = await new VolumeSources(engine).OfAsync(container, references),
        };
        var recreation = ContainerRecreation.Recreate(container, oldImage, image, context);
        var id = await BeginAsync(name, recreation.Body);
        await engine.ConnectAsync(id, recreation);
        references[container.Id] = references[container.Name] = id;
        return id;
    }

    private async Task<string> BeginAsync(string name, JsonObject body)
    {
        var id = await engine.CreateContainerAsync(name, body, CancellationToken.None);
        _hasBegun = true;
        return id;
    }

    /// <summary>The name the user gave, as long as it means the very image that was decided on.</summary>
    private async Task<string> NameOrIdAsync(string name, string imageId) =>
        (await engine.FindImageAsync(name, CancellationToken.None))?.Text("Id") == imageId ? name : imageId;

    private static HashSet<string> NeedSpares(UpdateGroup group)
    {
        var graph = new DependencyGraph(group.Members.Select(member => member.Container));
        var needed = new HashSet<string>();
        foreach (var member in group.Members)
        {
            var isBoundToSpare = graph.DependenciesOf(member.Container.Id)
                .Any(dependency => dependency.Kind == DependencyKind.Recreate && needed.Contains(dependency.On));
            if (member.IsReplaced && (member.Container.IsRemovedOnExit || isBoundToSpare))
                needed.Add(member.Container.Id);
        }

        return needed;
    }

    private static JsonObject Mark(Container container) => new()
    {
        ["Image"] = container.ImageId,
        ["Cmd"] = new JsonArray([.. _nothing.Select(word => (JsonNode)JsonValue.Create(word))]),
        ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none" },
    };
}
