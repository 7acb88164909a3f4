using Watchtower.Registries;

namespace Watchtower.Preflight;

/// <summary>What the search for logins has to tell, for the table instead of the log. Registries get rows of their own.</summary>
internal sealed class ProblemNotes : IRegistryEvents
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_findings)
                return [.. _findings];
        }
    }

    public void NoLogins(string file) => Add(Finding.Note(file, PreflightTexts.NoLogin));

    public void LoginsUnusable(string source, string reason) => Add(Finding.Failed(source, reason, PreflightTexts.FixLogin));

    public void RegistrySilent(string registry, string reason)
    {
        // The rows of its images say so.
    }

    public void RegistryPaused(string registry, DateTimeOffset until)
    {
        // The rows of its images say so.
    }

    private void Add(Finding finding)
    {
        lock (_findings)
        {
            if (!_findings.Contains(finding))
                _findings.Add(finding);
        }
    }
}
