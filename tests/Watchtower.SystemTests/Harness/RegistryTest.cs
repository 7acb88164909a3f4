using System.Text;
using Xunit.Abstractions;

namespace Watchtower.SystemTests.Harness;

/// <summary>The vocabulary of a test with a registry of its own.</summary>
public abstract class RegistryTest(TestEngine engine, ITestOutputHelper output, Door door) : SystemTest(engine, output)
{
    protected PrivateRegistry Registry { get; } = new(door);

    /// <summary>The registry as images and logins name it: by name, as certificates do on Mono.</summary>
    protected string Address => Eventually(Registry.FindAddress, found => found is not null)!.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Registry.Dispose();
    }

    /// <summary>Runs a container of that image while the registry has a newer one already.</summary>
    protected (TestImage Image, string NewerId) RunOldVersion(string word = "web", params string[] options)
    {
        var image = new TestImage(Engine, $"{Address}/{Name(word)}");
        var newer = AsPublisher(() =>
        {
            image.Release("v1");
            Run(word, image, options);
            return image.Release("v2");
        });
        return (image, newer);
    }

    /// <summary>Watchtower's config.json from now on.</summary>
    protected void LogIn(string password = PrivateRegistry.Password) => File.WriteAllText(
        Path.Combine(Home, "config.json"), $$$"""{"auths":{"{{{Address}}}":{"auth":"{{{Basic(password)}}}"} } }""");

    protected static string Basic(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PrivateRegistry.Username}:{password}"));

    /// <summary>With the engine's own client logged in, which Watchtower knows nothing of.</summary>
    private T AsPublisher<T>(Func<T> act)
    {
        if (door == Door.Tls)
            return act();
        var login = Engine.Docker("login", "--username", PrivateRegistry.Username, "--password", PrivateRegistry.Password, Address);
        login.ExitCode.ShouldBe(0, login.ToString());
        try
        {
            return act();
        }
        finally
        {
            Engine.Docker("logout", Address);
        }
    }
}
