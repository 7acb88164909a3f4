using Watchtower.SystemTests.Options.Cases;

namespace Watchtower.SystemTests.Options;

public static class OptionCases
{
    public static IReadOnlyList<OptionCase> All { get; } =
    [
        .. PortCases.All, .. ProcessCases.All, .. LabelCases.All, .. VolumeCases.All, .. NetworkCases.All, .. ReferenceCases.All, .. LimitCases.All,
        .. SecurityCases.All, .. NamespaceCases.All, .. HealthCases.All, .. LogCases.All, .. LifeCases.All,
    ];
}
