using System.Text.Json.Nodes;
using Watchtower.Containers;
using Watchtower.Planning;
using Watchtower.Ports;

namespace Watchtower.Updating;

/// <summary>Creates everything a group needs while the old containers are still running.</summary>
internal sealed class GroupPreparation(IDockerEngine engine, IUpdateEvents events)
{
    private static readonly string[] _nothing = ["true"];

    /// <summary>Old ids and names to new ids, for references between members.</summary>
    private readonly Dictionary<string, string> _replacements = [];
    private readonly Dictionary<string, string> _spares = [];

    /// <returns>Id of the replacement, or of the container itself where it is only restarted.</returns>
    public async Task<string> PrepareAsync(GroupMember member, JournalEntry entry)
    {
        if (!member.IsReplaced)
        {
            await engine.CreateContainerAsync(entry.NameAs(JournalRole.Restart), Mark(member), CancellationToken.None);
            return member.Container.Id;
        }

        var container = member.Container;
        var oldImage = await engine.FindImageAsync(container.ImageId, CancellationToken.None);
        var id = await CreateAsync(entry.NameAs(JournalRole.New), container, oldImage, member.ImageId, _replacements);
        _replacements[container.Id] = _replacements[container.Name] = id;
        events.ReplacementCreated(container.Name, id);

        // The engine removes a --rm container when it stops, so there would be nothing to go back to.
        if (container.IsRemovedOnExit)
        {
            var spare = await CreateAsync(entry.NameAs(JournalRole.Old), container, oldImage, container.ImageId, _spares);
            _spares[container.Id] = _spares[container.Name] = spare;
        }

        return id;
    }

    private async Task<string> CreateAsync(
        string name, Container container, JsonObject? oldImage, string imageId, IReadOnlyDictionary<string, string> references)
    {
        var image = await NameOrIdAsync(container.ImageName, imageId);
        var recreation = ContainerRecreation.Recreate(container, oldImage, image, references, engine.ApiVersion);
        var id = await engine.CreateContainerAsync(name, recreation.Body, CancellationToken.None);
        foreach (var network in recreation.FurtherNetworks)
            await engine.ConnectNetworkAsync(network.Key, id, network.Value, CancellationToken.None);
        return id;
    }

    /// <summary>The name the user gave, as long as it means the very image that was decided on.</summary>
    private async Task<string> NameOrIdAsync(string name, string imageId) =>
        (await engine.FindImageAsync(name, CancellationToken.None))?.Text("Id") == imageId ? name : imageId;

    private static JsonObject Mark(GroupMember member) => new()
    {
        ["Image"] = member.Container.ImageId,
        ["Cmd"] = new JsonArray([.. _nothing.Select(word => (JsonNode)JsonValue.Create(word))]),
        ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none" },
    };
}
