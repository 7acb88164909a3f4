namespace Watchtower.SystemTests.Harness;

/// <summary>How a program ended and what it said.</summary>
public sealed record Answer(string Command, int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"$ {Command}\n{Output}{Errors}exit code {ExitCode}";
}
