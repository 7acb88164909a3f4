using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Planning;

/// <summary>
/// Podman's API for Docker's clients shows a few things in another way than it takes them at creation. Found with podman 5.4
/// and its source, pkg/api/handlers/compat and cmd/podman/common/create_opts.go.
/// </summary>
internal static class PodmanAnswers
{
    /// <summary>It says so in every container, unless the user says something else.</summary>
    public static bool IsSourceOf(Container container) => container.Config.Texts("Env").Contains("container=podman");

    /// <summary>A variable with the old container's id, which the new one would be left with.</summary>
    public static bool IsOwnName(string variable, Container container) => variable == $"HOSTNAME={container.ShortId}";

    /// <param name="hostConfig">To be sent.</param>
    public static void MakeAcceptable(JsonObject hostConfig)
    {
        // It works the one out from the others.
        if (hostConfig.Number("NanoCpus") is > 0)
        {
            hostConfig.Remove("CpuPeriod");
            hostConfig.Remove("CpuQuota");
        }

        // Without a memory of its own there is no size of it.
        if (hostConfig.Text("IpcMode") is { } mode && (mode is "host" or "none" || mode.StartsWith("container:", StringComparison.Ordinal)))
            hostConfig.Remove("ShmSize");

        foreach (var device in hostConfig.Objects("Devices"))
        {
            if (device["CgroupPermissions"].IsEmpty())
                device["CgroupPermissions"] = "rwm";
        }
    }
}
