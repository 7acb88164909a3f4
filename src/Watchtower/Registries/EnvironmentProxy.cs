using System.Net;

namespace Watchtower.Registries;

/// <summary>
/// HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case and as the engine reads them: never for this machine itself.
/// Mono's own reading of them goes through configuration files, which the trimmed runtime does not have.
/// </summary>
internal sealed class EnvironmentProxy(Func<string, string?> variable) : IWebProxy
{
    /// <summary>Of the proxy itself, if its address holds some.</summary>
    public ICredentials? Credentials { get; set; } = Logins(variable);

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : Find(destination);

    public bool IsBypassed(Uri host) =>
        host.IsLoopback || Find(host) is null || Exceptions().Any(exception => Matches(host, exception));

    private Uri? Find(Uri destination) =>
        Uri.TryCreate(WithScheme(Value(destination.Scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY")), UriKind.Absolute, out var proxy)
            ? new UriBuilder(proxy) { UserName = "", Password = "" }.Uri
            : null;

    private IEnumerable<string> Exceptions() =>
        (Value("NO_PROXY") ?? "").Split(',').Select(exception => exception.Trim()).Where(exception => exception.Length > 0);

    /// <summary><c>example</c> and <c>.example</c> mean all hosts below, too.</summary>
    private static bool Matches(Uri destination, string exception)
    {
        var host = exception.TrimStart('.');
        return exception == "*"
            || destination.Authority.Equals(host, StringComparison.OrdinalIgnoreCase)
            || destination.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
            || destination.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase);
    }

    private static NetworkCredential? Logins(Func<string, string?> variable)
    {
        var proxy = WithScheme(Value(variable, "HTTPS_PROXY") ?? Value(variable, "HTTP_PROXY"));
        if (!Uri.TryCreate(proxy, UriKind.Absolute, out var address) || address.UserInfo.Length == 0)
            return null;
        var parts = address.UserInfo.Split([':'], 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private string? Value(string name) => Value(variable, name);

#pragma warning disable CA1308 // the variable's other spelling
    private static string? Value(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } value ? value
        : variable(name.ToLowerInvariant()) is { Length: > 0 } other ? other
        : null;
#pragma warning restore CA1308

    private static string? WithScheme(string? text) => text is null || text.Contains("://") ? text : $"http://{text}";
}
