using Watchtower.Containers;
using Watchtower.Polyfills;
using Watchtower.Registries;
using Watchtower.Tests.Docker;

namespace Watchtower.Tests.Registries;

/// <summary>
/// Registries that break the protocol itself, on real sockets: no digest comes of it, and never a hang. What misbehaves within the
/// protocol is in <see cref="RegistryClientTests"/>. A list of 10,000 tags is nowhere, because tags are never listed.
/// </summary>
public sealed class RudeRegistryTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static readonly Dictionary<string, Rudeness> _rudenesses = new()
    {
        ["says nothing"] = new("") { StaysOpen = true },
        ["hangs up at once"] = new(""),
        ["speaks another protocol"] = new("SSH-2.0-OpenSSH_9.2p1\r\n\r\n"),
        ["hangs up in its head"] = new("HTTP/1.1 200 OK\r\nContent-Le"),
        ["stops in its head"] = new("HTTP/1.1 200 OK\r\nContent-Le") { StaysOpen = true },
        ["sends its head a letter at a time"] = new("HTTP/1.1 200 OK\r\nX: ", "x", 20),
        ["sends a head without end"] = new("HTTP/1.1 200 OK\r\n", $"X: {new string('x', 1000)}\r\n"),
        ["asks to go on without end"] = new("", "HTTP/1.1 100 Continue\r\n\r\n", 1),
        ["asks to go on slowly"] = new("", "HTTP/1.1 103 Early Hints\r\n\r\n", 50),
        ["lies about its length"] = new("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"),
        ["stops in its body"] = new("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}") { StaysOpen = true },
        ["sends a body without end"] = new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", $"400\r\n{new string('x', 1024)}\r\n"),
        ["sends its body a letter at a time"] = new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 20),
        ["hangs up in a chunk"] = new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nxx"),
        ["sends chunks of no length"] = new("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        ["has a status without a meaning"] = new("HTTP/1.1 999 Whatever\r\nContent-Length: 0\r\n\r\n") { StaysOpen = true },
        ["has a status that is none"] = new("HTTP/1.1 abc\r\n\r\n"),
        ["redirects to nowhere"] = new("HTTP/1.1 307 Go\r\nLocation: http://[::bad\r\nContent-Length: 0\r\n\r\n") { StaysOpen = true },
        ["redirects to itself"] = new("HTTP/1.1 307 Go\r\nLocation: /v2/\r\nContent-Length: 0\r\n\r\n") { StaysOpen = true },
        ["wants a login that does not exist"] = new("HTTP/1.1 401 No\r\nWWW-Authenticate: \"\r\nWWW-Authenticate: ====,,,\r\nContent-Length: 0\r\n\r\n") { StaysOpen = true },
    };

    public static TheoryData<string, string> Everything { get; } = All();

    [Theory(Timeout = 2 * Patience.Hang)]
    [MemberData(nameof(Everything))]
    public async Task No_digest_comes_of_a_registry_that(string rudeness, string where)
    {
        using var server = new RudeServer(request => Misbehaves(request, where) ? _rudenesses[rudeness] : Behaves(request, where));
        using var logins = new LoginScene();
        using var client = new RegistryClient(
            () => RegistryTransport.Open(new EnvironmentProxy(_ => null)), logins.Sources, logins.Events, TimeProvider.System,
            new RegistryPatience { Request = TimeSpan.FromMilliseconds(400), Backoff = TimeSpan.FromMilliseconds(1) });

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(number =>
            client.FindDigestAsync(ImageReference.TryParse($"{server.Address}/app:{number}")!, CancellationToken.None)));

        answers.ShouldAllBe(answer => answer == null);
        logins.Events.Told.Count(line => line.StartsWith("silent")).ShouldBeLessThanOrEqualTo(1);
        logins.Events.Told.ShouldAllBe(line => !line.Contains('\n') && line.Length < 300);
    }

    private static bool Misbehaves(string request, string where) => where switch
    {
        "at the door" => request.StartsWith("GET /v2/ "),
        "about an image" => request.StartsWith("HEAD "),
        _ => request.Contains("/manifests/") && request.StartsWith("GET "),
    };

    private static Rudeness Behaves(string request, string where) => request.StartsWith("HEAD ") && where == "with a manifest"
        ? new("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n") { StaysOpen = true }
        : new(Ok) { StaysOpen = true };

    private static TheoryData<string, string> All()
    {
        var data = new TheoryData<string, string>();
        foreach (var rudeness in _rudenesses.Keys)
        {
            foreach (var where in new[] { "at the door", "about an image", "with a manifest" })
                data.Add(rudeness, where);
        }

        return data;
    }
}
