using System.Text.Json.Nodes;

namespace Watchtower.FakeDocker;

/// <param name="Type"><c>bind</c>, <c>volume</c> or <c>tmpfs</c>.</param>
/// <param name="Name">Of a volume.</param>
/// <param name="Source">On the host.</param>
/// <param name="Destination">In the container.</param>
/// <param name="IsWritable">Whether the container may write.</param>
/// <param name="IsAnonymous">The engine made up the volume's name for this container.</param>
public sealed record Mount(string Type, string? Name, string Source, string Destination, bool IsWritable, bool IsAnonymous)
{
    internal JsonObject Describe()
    {
        var mount = new JsonObject { ["Type"] = Type };
        if (Name is not null)
            mount["Name"] = Name;
        mount["Source"] = Source;
        mount["Destination"] = Destination;
        if (Type == "volume")
            mount["Driver"] = "local";
        mount["Mode"] = IsWritable ? "" : "ro";
        mount["RW"] = IsWritable;
        mount["Propagation"] = "";
        return mount;
    }
}

/// <summary>A volume and, as a stand-in for what is on it, whatever a test writes there.</summary>
public sealed class FakeVolume
{
    public string Content { get; set; } = "";
}
