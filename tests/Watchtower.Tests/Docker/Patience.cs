namespace Watchtower.Tests.Docker;

internal static class Patience
{
    /// <summary>For a fact's Timeout, in milliseconds: what takes this long, hangs.</summary>
    public const int Hang = 30_000;
}
