namespace Watchtower.Tests.Docker;

/// <summary>The two ways to an engine: each has its own transport underneath.</summary>
public enum Transport
{
    Socket,
    Tcp,
}

/// <summary>Data of a theory that must hold whatever the way.</summary>
internal sealed class EveryTransport : TheoryData<Transport>
{
    public EveryTransport() => AddRange(Transport.Socket, Transport.Tcp);
}
