using CsCheck;
using Watchtower.Planning;

namespace Watchtower.Tests;

public class UpdatePlannerProperties
{
    private const int Fleets = 500;

    [Fact]
    public void Exactly_those_are_touched_who_are_stale_or_need_one_who_is() =>
        GeneratedFleet.Any.Sample(fleet =>
            Touched(fleet.Plan()).ShouldBe(Expected(fleet).Select(pair => pair.Key), ignoreOrder: true, fleet.ToString()), iter: Fleets);

    [Fact]
    public void Each_container_gets_what_it_needs_and_no_more() =>
        GeneratedFleet.WithoutCycles.Sample(fleet =>
        {
            var expected = Expected(fleet);
            foreach (var member in Members(fleet.Plan()))
            {
                member.Action.ShouldBe(expected[member.Container.Name], fleet.ToString());
                member.ImageId.ShouldBe(
                    fleet.NewImages.GetValueOrDefault(member.Container.Id, member.Container.ImageId), fleet.ToString());
            }
        }, iter: Fleets);

    [Fact]
    public void Every_container_stops_after_its_dependents_and_starts_after_its_dependencies() =>
        GeneratedFleet.Any.Sample(fleet =>
        {
            foreach (var group in fleet.Plan().Groups)
            {
                var start = group.Members.Select(member => member.Container.Name).ToList();
                var stop = group.InStopOrder.Select(member => member.Container.Name).ToList();
                foreach (var (dependent, on) in Names(fleet).Where(edge => start.Contains(edge.Dependent) && start.Contains(edge.On)))
                {
                    start.IndexOf(on).ShouldBeLessThan(start.IndexOf(dependent), fleet.ToString());
                    stop.IndexOf(dependent).ShouldBeLessThan(stop.IndexOf(on), fleet.ToString());
                }
            }
        }, iter: Fleets);

    [Fact]
    public void Each_group_is_connected_and_no_two_groups_are() =>
        GeneratedFleet.Any.Sample(fleet =>
        {
            var plan = fleet.Plan();
            var groups = plan.Groups.Select(group => group.Members.Select(member => member.Container.Name).ToHashSet())
                .Concat(plan.Cycles.Select(cycle => cycle.Containers.Select(container => container.Name).ToHashSet()))
                .ToList();

            foreach (var group in groups)
                Reach(group.First(), group, Names(fleet)).ShouldBe(group, ignoreOrder: true, fleet.ToString());
            groups.Sum(group => group.Count).ShouldBe(groups.SelectMany(group => group).Distinct().Count(), fleet.ToString());
            foreach (var (dependent, on) in Names(fleet).Where(edge => Touched(plan).Contains(edge.Dependent) && Touched(plan).Contains(edge.On)))
                groups.Single(group => group.Contains(dependent)).ShouldContain(on, fleet.ToString());
        }, iter: Fleets);

    [Fact]
    public void A_cycle_is_a_way_around_along_real_edges() =>
        GeneratedFleet.Any.Sample(fleet =>
        {
            foreach (var cycle in fleet.Plan().Cycles)
            {
                cycle.Path.Count.ShouldBeGreaterThan(2, fleet.ToString());
                cycle.Path[0].ShouldBe(cycle.Path[^1], fleet.ToString());
                cycle.Path.Skip(1).ShouldBeUnique(fleet.ToString());
                cycle.Path.Zip(cycle.Path.Skip(1)).ShouldBeSubsetOf(Names(fleet), fleet.ToString());
                cycle.Path.ShouldBeSubsetOf(cycle.Containers.Select(container => container.Name), fleet.ToString());
            }
        }, iter: Fleets);

    [Fact]
    public void Without_a_cycle_none_is_reported() =>
        GeneratedFleet.WithoutCycles.Sample(fleet => fleet.Plan().Cycles.ShouldBeEmpty(fleet.ToString()), iter: Fleets);

    [Fact]
    public void Stale_Watchtowers_come_apart_from_everything_else() =>
        GeneratedFleet.Any.Sample(fleet =>
        {
            var plan = fleet.Plan();
            var stale = Enumerable.Range(0, fleet.Roles.Count).Where(index => fleet.Roles[index] == Role.StaleWatchtower);

            plan.Watchtowers.Select(member => member.Container.Name).ShouldBe(stale.Select(GeneratedFleet.Name), fleet.ToString());
            Touched(plan).ShouldNotContain(name => plan.Watchtowers.Any(member => member.Container.Name == name), fleet.ToString());
        }, iter: Fleets);

    [Fact]
    public void Who_needs_a_replaced_container_but_is_left_alone_is_reported() =>
        GeneratedFleet.Any.Sample(fleet =>
        {
            var plan = fleet.Plan();
            var planned = Members(plan).Select(member => member.Container.Name).ToHashSet();
            var expected = fleet.Edges.Where(edge => edge.Kind != DependencyKind.Order)
                .Select(edge => (Dependent: GeneratedFleet.Name(edge.Dependent), On: GeneratedFleet.Name(edge.On)))
                .Where(edge => planned.Contains(edge.On) && !planned.Contains(edge.Dependent))
                .Distinct();

            plan.Neglected.Select(neglected => (neglected.Dependent.Name, neglected.On.Name))
                .ShouldBe(expected, ignoreOrder: true, fleet.ToString());
            plan.Neglected.ShouldAllBe(neglected => neglected.Dependent.Labels.Enable == false, fleet.ToString());
        }, iter: Fleets);

    [Fact]
    public void The_order_in_which_the_engine_lists_containers_does_not_matter() =>
        Gen.Select(GeneratedFleet.Any, Gen.Int[0, int.MaxValue]).Sample((fleet, seed) =>
        {
            var shuffled = fleet.Containers.ToArray();
            new Random(seed).Shuffle(shuffled);

            Written(UpdatePlanner.Plan(shuffled, fleet.NewImages)).ShouldBe(Written(fleet.Plan()), fleet.ToString());
        }, iter: Fleets);

    /// <summary>What each container needs, found the slow way: by asking all edges until no answer changes.</summary>
    private static Dictionary<string, MemberAction> Expected(GeneratedFleet fleet)
    {
        var needs = new Dictionary<string, MemberAction>();
        for (var index = 0; index < fleet.Roles.Count; index++)
        {
            if (fleet.Roles[index] == Role.Stale)
                needs[GeneratedFleet.Name(index)] = MemberAction.Update;
        }

        for (var isChanging = true; isChanging;)
        {
            isChanging = false;
            foreach (var edge in fleet.Edges.Where(edge => edge.Kind != DependencyKind.Order && fleet.Roles[edge.Dependent] != Role.Excluded))
            {
                if (!needs.TryGetValue(GeneratedFleet.Name(edge.On), out var on))
                    continue;
                var isNew = on != MemberAction.Restart && edge.Kind == DependencyKind.Recreate;
                var need = isNew ? MemberAction.Recreate : MemberAction.Restart;
                var dependent = GeneratedFleet.Name(edge.Dependent);
                if (needs.TryGetValue(dependent, out var known) && known >= need)
                    continue;
                needs[dependent] = need;
                isChanging = true;
            }
        }

        return needs;
    }

    private static IEnumerable<GroupMember> Members(UpdatePlan plan) => plan.Groups.SelectMany(group => group.Members);

    private static IEnumerable<string> Touched(UpdatePlan plan) => Members(plan).Select(member => member.Container.Name)
        .Concat(plan.Cycles.SelectMany(cycle => cycle.Containers).Select(container => container.Name));

    private static List<(string Dependent, string On)> Names(GeneratedFleet fleet) =>
        [.. fleet.Edges.Select(edge => (GeneratedFleet.Name(edge.Dependent), GeneratedFleet.Name(edge.On))).Distinct()];

    private static HashSet<string> Reach(string start, HashSet<string> within, List<(string Dependent, string On)> edges)
    {
        var reached = new HashSet<string> { start };
        while (edges.Any(Grows))
        {
        }

        return reached;

        bool Grows((string Dependent, string On) edge) =>
            within.Contains(edge.Dependent) && within.Contains(edge.On)
            && reached.Contains(edge.Dependent) != reached.Contains(edge.On)
            && (reached.Add(edge.Dependent) | reached.Add(edge.On));
    }

    private static string Written(UpdatePlan plan) => string.Join('\n', [
        .. plan.Groups.Select(group => string.Join(", ", group.Members.Select(member => $"{member.Action} {member.Container.Name} {member.ImageId}"))),
        .. plan.Watchtowers.Select(member => member.Container.Name),
        .. plan.Cycles.Select(cycle => $"{string.Join('>', cycle.Path)}: {string.Join(',', cycle.Containers)}"),
        .. plan.Neglected.Select(neglected => $"{neglected.Dependent} on {neglected.On}")]);
}
