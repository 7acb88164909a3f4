using System.Text;
using System.Text.Json.Nodes;

namespace Watchtower.FakeDocker;

/// <param name="Status">Such as 200.</param>
/// <param name="Body">JSON, or a plain word.</param>
internal sealed record HttpResponse(int Status, string Body)
{
    public static HttpResponse Error(int status, string message) =>
        new(status, new JsonObject { ["message"] = message }.ToJsonString());

    public async Task WriteAsync(Stream stream, Version apiVersion, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var length = Status == 204 ? "" : $"Content-Length: {body.Length}\r\n";
        var head = $"HTTP/1.1 {Status} {(Status < 300 ? "OK" : "Failed")}\r\nApi-Version: {apiVersion}\r\nOstype: linux\r\nServer: Docker/20.10.24 (linux)\r\n"
            + $"Content-Type: {(Body.StartsWith('{') || Body.StartsWith('[') ? "application/json" : "text/plain; charset=utf-8")}\r\n{length}Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellation);
        if (Status != 204)
            await stream.WriteAsync(body, cancellation);
        await stream.FlushAsync(cancellation);
    }
}
