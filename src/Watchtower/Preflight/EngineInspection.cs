using Watchtower.Docker;
using Watchtower.Ports;

namespace Watchtower.Preflight;

/// <summary>Is the engine there, and may everything be called that an update calls? Nothing on it is changed.</summary>
internal sealed class EngineInspection(DockerEngine engine, Settings settings)
{
    /// <returns>Whether there is an engine to go on with, and what was found.</returns>
    public async Task<(bool IsThere, IReadOnlyList<Finding> Findings)> LookAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        try
        {
            var version = await engine.ConnectAsync(settings.MinimumApiVersion, cancellation);
            findings.Add(Finding.Fine("engine", PreflightTexts.Engine(settings.Endpoint, version)));
            foreach (var endpoint in EngineEndpoint.All.Where(endpoint => endpoint.IsUsedWith(version.Api, settings)))
                findings.Add(await ProbeAsync(endpoint, cancellation));
            return (true, findings);
        }
        catch (EngineException failure)
        {
            findings.Add(Finding.Failed("engine", failure.Message, PreflightTexts.ReachEngine(settings.Endpoint, failure)));
            return (false, findings);
        }
    }

    private async Task<Finding> ProbeAsync(EngineEndpoint endpoint, CancellationToken cancellation)
    {
        var reply = await engine.ProbeAsync(endpoint.Call, cancellation);
        return reply.IsAllowed ? Finding.Fine(endpoint.ToString(), $"{PreflightTexts.Allowed}: {endpoint.Purpose}")
            : endpoint.IsOptional ? Finding.Note(endpoint.ToString(), PreflightTexts.Refused(reply), PreflightTexts.AllowIfWanted)
            : Finding.Failed(endpoint.ToString(), PreflightTexts.Refused(reply), PreflightTexts.AllowIt);
    }
}
