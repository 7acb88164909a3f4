namespace Watchtower.Distribution;

/// <summary>A part of the image that others made.</summary>
/// <param name="Location">Its package URL, such as <c>pkg:deb/debian/libc6@2.36-9?arch=armel</c>: what scanners look up.</param>
public sealed record Component(string Name, string Version, string Location);
