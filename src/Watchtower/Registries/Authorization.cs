namespace Watchtower.Registries;

/// <summary>The value of an Authorization header. Prints as <c>***</c>.</summary>
internal sealed class Authorization(string scheme, string secret)
{
    /// <summary>To be written into a request, and nowhere else.</summary>
    public string Header => $"{scheme} {secret}";

    public override string ToString() => "***";
}
