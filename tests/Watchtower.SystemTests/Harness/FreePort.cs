using System.Net;
using System.Net.Sockets;

namespace Watchtower.SystemTests.Harness;

/// <summary>Ports of this machine that nobody listens on, below the range that engines and the kernel hand out from.</summary>
internal static class FreePort
{
    private static int _next = Random.Shared.Next(10_000, 25_000);

    /// <param name="inARow">How many are needed.</param>
    /// <returns>The first; it is not given out again.</returns>
    public static int Find(int inARow = 1)
    {
        while (true)
        {
            var first = Interlocked.Add(ref _next, inARow) - inARow;
            if (Enumerable.Range(first, inARow).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
