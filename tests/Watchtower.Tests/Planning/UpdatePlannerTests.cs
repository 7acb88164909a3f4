using Watchtower.Planning;

namespace Watchtower.Tests;

public class UpdatePlannerTests
{
    [Fact]
    public void Nothing_stale_nothing_done()
    {
        var plan = Plan([A.Container("web").LinkedTo("db"), A.Container("db")]);

        plan.Groups.ShouldBeEmpty();
        plan.Watchtowers.ShouldBeEmpty();
        plan.Cycles.ShouldBeEmpty();
        plan.Neglected.ShouldBeEmpty();
    }

    [Fact]
    public void A_stale_container_alone_is_a_group_of_its_own()
    {
        var plan = Plan([A.Container("web"), A.Container("mail")], "web");

        Groups(plan).ShouldBe(["Update web"]);
        plan.Groups[0].Members[0].ImageId.ShouldBe(A.ImageIdOf("new web"));
    }

    [Fact]
    public void Stops_dependents_before_the_container_they_link_to_and_starts_them_after()
    {
        var group = Plan([A.Container("web").LinkedTo("db"), A.Container("db")], "db").Groups.ShouldHaveSingleItem();

        group.Members.Select(member => member.Container.Name).ShouldBe(["db", "web"]);
        group.InStopOrder.Select(member => member.Container.Name).ShouldBe(["web", "db"]);
    }

    [Fact]
    public void A_dependent_bound_by_id_is_recreated_on_its_own_image()
    {
        var plan = Plan([A.Container("web").InTheNetworkOf("vpn").From("nginx"), A.Container("vpn")], "vpn");

        Groups(plan).ShouldBe(["Update vpn, Recreate web"]);
        plan.Groups[0].Members[1].ImageId.ShouldBe(A.ImageIdOf("nginx"));
        plan.Groups[0].Members[1].IsReplaced.ShouldBeTrue();
    }

    [Fact]
    public void A_dependent_by_name_is_restarted()
    {
        var plan = Plan([A.Container("web").DependingOn("db"), A.Container("db")], "db");

        Groups(plan).ShouldBe(["Update db, Restart web"]);
        plan.Groups[0].Members[1].IsReplaced.ShouldBeFalse();
    }

    [Fact]
    public void The_spread_goes_on_beyond_one_level() =>
        Groups(Plan(
            [A.Container("d1").DependingOn("d2"), A.Container("d2").DependingOn("d3"), A.Container("d3").DependingOn("d4"), A.Container("d4")],
            "d4")).ShouldBe(["Update d4, Restart d3, Restart d2, Restart d1"]);

    [Fact]
    public void Who_is_bound_to_a_container_that_is_only_restarted_only_restarts_too() =>
        Groups(Plan(
            [A.Container("web").InTheNetworkOf("vpn"), A.Container("vpn").DependingOn("dns"), A.Container("dns")],
            "dns")).ShouldBe(["Update dns, Restart vpn, Restart web"]);

    [Fact]
    public void Who_is_bound_to_a_container_that_is_recreated_is_recreated_too() =>
        Groups(Plan(
            [A.Container("web").InTheNetworkOf("vpn"), A.Container("vpn").LinkedTo("dns"), A.Container("dns")],
            "dns")).ShouldBe(["Update dns, Recreate vpn, Recreate web"]);

    [Fact]
    public void What_a_stale_container_depends_on_is_not_touched() =>
        Groups(Plan([A.Container("web").LinkedTo("db"), A.Container("db")], "web")).ShouldBe(["Update web"]);

    [Fact]
    public void Two_stale_containers_that_know_each_other_succeed_or_fail_together() =>
        Groups(Plan([A.Container("web").LinkedTo("db"), A.Container("db")], "web", "db"))
            .ShouldBe(["Update db, Update web"]);

    [Fact]
    public void Compose_order_alone_spreads_nothing() =>
        Groups(Plan(
            [A.Container("web").Composed("shop", "web", "db:service_started:false"), A.Container("db").Composed("shop", "db")],
            "db")).ShouldBe(["Update db"]);

    [Fact]
    public void Compose_order_is_kept_where_both_are_touched_anyway() =>
        Groups(Plan(
            [A.Container("app").Composed("shop", "app", "db:service_started:false"), A.Container("db").Composed("shop", "db")],
            "db", "app")).ShouldBe(["Update db, Update app"]);

    [Fact]
    public void A_cycle_is_reported_and_only_its_group_skipped()
    {
        var plan = Plan(
            [A.Container("a1").DependingOn("a2"), A.Container("a2").DependingOn("a1"), A.Container("a3").DependingOn("a1"), A.Container("web")],
            "a1", "web");

        Groups(plan).ShouldBe(["Update web"]);
        var cycle = plan.Cycles.ShouldHaveSingleItem();
        cycle.Path.ShouldBe(["a1", "a2", "a1"]);
        cycle.Containers.Select(container => container.Name).Order().ShouldBe(["a1", "a2", "a3"]);
    }

    [Fact]
    public void A_dependent_excluded_by_its_label_is_left_alone_and_reported()
    {
        var plan = Plan([A.Container("web").LinkedTo("db").Excluded(), A.Container("front").LinkedTo("web"), A.Container("db")], "db");

        Groups(plan).ShouldBe(["Update db"]);
        var neglected = plan.Neglected.ShouldHaveSingleItem();
        neglected.Dependent.Name.ShouldBe("web");
        neglected.On.Name.ShouldBe("db");
    }

    [Fact]
    public void An_excluded_container_that_only_starts_later_is_not_neglected() =>
        Plan(
            [A.Container("web").Composed("shop", "web", "db:service_started:false").Excluded(), A.Container("db").Composed("shop", "db")],
            "db").Neglected.ShouldBeEmpty();

    [Fact]
    public void Watchtower_is_planned_apart_even_if_others_depend_on_it()
    {
        var plan = Plan(
            [A.Container("tower").RunningWatchtower().LinkedTo("db"), A.Container("db"), A.Container("web").DependingOn("tower")],
            "tower", "db");

        Groups(plan).ShouldBe(["Update db"]);
        plan.Watchtowers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            member => member.Container.Name.ShouldBe("tower"),
            member => member.Action.ShouldBe(MemberAction.Update),
            member => member.ImageId.ShouldBe(A.ImageIdOf("new tower")));
    }

    private static UpdatePlan Plan(ContainerBuilder[] running, params string[] stale) => UpdatePlanner.Plan(
        [.. running.Select(container => container.Build())],
        stale.ToDictionary(A.IdOf, name => A.ImageIdOf("new " + name)));

    private static IEnumerable<string> Groups(UpdatePlan plan) => plan.Groups.Select(group =>
        string.Join(", ", group.Members.Select(member => $"{member.Action} {member.Container.Name}")));
}
