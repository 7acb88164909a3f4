using System.Text.Json.Nodes;
using Watchtower.Registries;

namespace Watchtower.Docker;

/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Below the version, with its query, escaped.</param>
/// <param name="Purpose">For the error text, as in "can't {Purpose}".</param>
/// <param name="Body">Sent as JSON.</param>
internal sealed record EngineCall(HttpMethod Method, string Path, string Purpose, JsonObject? Body = null)
{
    /// <summary>How long the engine may stay silent; a Raspberry Pi with a busy SD card needs its time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For the registry named beside it, to which the engine hands it on; null for nobody.</summary>
    public (string Registry, RegistryCredentials Credentials)? Login { get; init; }
}
