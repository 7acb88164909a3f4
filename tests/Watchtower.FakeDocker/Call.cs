namespace Watchtower.FakeDocker;

/// <param name="Method">As in the port, without <c>Async</c>.</param>
/// <param name="Argument">What it was about, for people: names rather than ids where the engine knows one.</param>
public sealed record Call(string Method, string Argument)
{
    public override string ToString() => Argument.Length == 0 ? Method : $"{Method} {Argument}";
}
