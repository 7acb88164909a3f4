namespace Watchtower.Registries;

/// <summary>What is worth telling about registries and logins. None of it holds a secret.</summary>
public interface IRegistryEvents
{
    /// <summary>The usual case of a machine that has only public images.</summary>
    void NoLogins(string file);

    void LoginsUnusable(string source, string reason);

    /// <summary>It can't be asked, so its images are pulled.</summary>
    void RegistrySilent(string registry, string reason);

    void RegistryPaused(string registry, DateTimeOffset until);
}
