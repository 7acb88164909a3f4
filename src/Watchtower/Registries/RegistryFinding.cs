namespace Watchtower.Registries;

/// <param name="Digest">What the name stands for now; null for no answer.</param>
/// <param name="Reason">Why there is none, as the end of a sentence.</param>
/// <param name="IsRefusal">There is none for whoever asked: 401, 403 or 404.</param>
internal sealed record RegistryFinding(string? Digest, string Reason, bool IsRefusal = false)
{
    public static RegistryFinding None(string reason, bool isRefusal = false) => new(Digest: null, reason, isRefusal);
}
