using Watchtower.SystemTests.Options.Cases;

namespace Watchtower.SystemTests.Options;

public static class OptionCases
{
    public static IReadOnlyList<OptionCase> All { get; } =
    [
        .. OnNetwork(PortCases.All), .. ProcessCases.All, .. LabelCases.All, .. VolumeCases.All, .. OnNetwork(NetworkCases.All),
        .. OnNetwork(ReferenceCases.All), .. LimitCases.All, .. SecurityCases.All, .. NamespaceCases.All, .. HealthCases.All, .. LogCases.All,
        .. OnNetwork(LifeCases.All),
    ];

    private static IEnumerable<OptionCase> OnNetwork(IEnumerable<OptionCase> cases) => cases.Select(option => option with { IsOnNetwork = true });
}
