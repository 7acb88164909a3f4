namespace Watchtower.SystemTests.Options;

/// <summary>
/// The images that cases start from. Each sets in its first version what carries the mark <c>v1</c> and in its second
/// what carries <c>v2</c>; <see cref="Marks"/> turns one into the other.
/// </summary>
public enum OptionImage
{
    /// <summary>Sets ENV, LABEL, EXPOSE, VOLUME, USER, WORKDIR, ENTRYPOINT, CMD and STOPSIGNAL.</summary>
    Full,

    /// <summary>The same and a HEALTHCHECK.</summary>
    Healthy,

    /// <summary>A CMD alone.</summary>
    Plain,

    /// <summary>Never refreshed: what others refer to.</summary>
    Still,
}

internal static class Marks
{
    public static IReadOnlyList<string> Dockerfile(OptionImage image, string version) => image switch
    {
        OptionImage.Full => Everything(version),
        OptionImage.Healthy => [.. Everything(version), $"""HEALTHCHECK --interval=2s --timeout=20s --retries=5 CMD ["true", "{version}"]"""],
        _ => [$"""CMD ["service", "silent", "{version}"]"""],
    };

    /// <summary>What the first version of an image put there, as the second does.</summary>
    public static string OfSecondVersion(string text) => text
        .Replace("v1", "v2", StringComparison.Ordinal)
        .Replace("81/tcp", "82/tcp", StringComparison.Ordinal)
        .Replace("\"SIGUSR1\"", "\"SIGINT\"", StringComparison.Ordinal);

    private static IReadOnlyList<string> Everything(string version) =>
    [
        """RUN ["/bin/sh", "-c", "mkdir -p /etc && echo 'root:x:0:0::/:/bin/sh' >/etc/passwd && echo 'root:x:0:' >/etc/group"]""",
        $"""RUN ["/bin/sh", "-c", "echo '{version}:x:1001:1001::/:/bin/sh' >>/etc/passwd"]""",
        $"ENV IMAGE={version} BOTH={version} EMPTIED={version}",
        $"LABEL image={version} both={version}",
        version == "v1" ? "EXPOSE 81" : "EXPOSE 82",
        version == "v1" ? "VOLUME /image" : "VOLUME /image /fresh",
        $"WORKDIR /{version}",
        $"USER {version}",
        $"STOPSIGNAL {(version == "v1" ? "SIGUSR1" : "SIGINT")}",
        $"""ENTRYPOINT ["service", "silent", "{version}"]""",
        $"""CMD ["command", "{version}"]""",
    ];
}
