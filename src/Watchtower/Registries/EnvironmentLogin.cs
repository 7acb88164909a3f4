namespace Watchtower.Registries;

/// <summary>REPO_USER and REPO_PASS, or the files that REPO_USER_FILE and REPO_PASS_FILE name; REPO_HOST says for which registry.</summary>
/// <param name="Credentials">Null if there are none.</param>
/// <param name="Host">Null if no registry was named.</param>
internal sealed record EnvironmentLogin(RegistryCredentials? Credentials, string? Host)
{
    public static EnvironmentLogin Read(Func<string, string?> variable, IRegistryEvents events)
    {
        var (username, password) = (Value("REPO_USER"), Value("REPO_PASS"));
        var host = variable("REPO_HOST") is { } text && text.Trim().Length > 0 ? RegistryName.Parse(text).Host : null;
        if (username is not null && password is not null)
            return new EnvironmentLogin(RegistryCredentials.Login(username, password), host);
        if (username is not null || password is not null)
            events.LoginsUnusable(username is null ? "REPO_PASS" : "REPO_USER", $"{(username is null ? "REPO_USER" : "REPO_PASS")} is missing. Both are needed");
        return new EnvironmentLogin(Credentials: null, host);

        string? Value(string name) =>
            variable(name) is { Length: > 0 } value ? value
            : variable($"{name}_FILE") is { Length: > 0 } file ? ReadFile($"{name}_FILE", file, events)
            : null;
    }

    private static string? ReadFile(string variable, string file, IRegistryEvents events)
    {
        try
        {
            if (File.ReadAllText(file).TrimEnd('\r', '\n') is { Length: > 0 } text)
                return text;
            events.LoginsUnusable(variable, $"{file} is empty");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            events.LoginsUnusable(variable, $"{file} can't be read. Is it there, and may this user open it?");
        }

        return null;
    }
}
