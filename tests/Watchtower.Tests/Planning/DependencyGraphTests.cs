using Watchtower.Containers;
using Watchtower.Planning;

namespace Watchtower.Tests;

public class DependencyGraphTests
{
    [Fact]
    public void A_link_on_the_default_bridge_is_bound_to_the_container() =>
        Need(A.Container("web").LinkedTo("db", "database")).ShouldBe(DependencyKind.Recreate);

    [Fact]
    public void A_link_on_a_network_of_the_users_is_looked_up_at_each_start() =>
        Need(A.Container("web").LinkedOnANetworkTo("db")).ShouldBe(DependencyKind.Restart);

    [Theory]
    [InlineData("Network")]
    [InlineData("Ipc")]
    [InlineData("Pid")]
    public void A_shared_namespace_by_id_needs_a_new_container(string kind)
    {
        Need(A.Container("web").Sharing(kind, A.IdOf("db"))).ShouldBe(DependencyKind.Recreate);
        Need(A.Container("web").Sharing(kind, A.ShortIdOf("db"))).ShouldBe(DependencyKind.Recreate);
    }

    [Theory]
    [InlineData("Network")]
    [InlineData("Ipc")]
    [InlineData("Pid")]
    public void A_shared_namespace_by_name_needs_a_restart(string kind) =>
        Need(A.Container("web").Sharing(kind, "db")).ShouldBe(DependencyKind.Restart);

    [Theory]
    [InlineData("db")]
    [InlineData("db:ro")]
    [InlineData("/db")]
    public void Volumes_of_another_by_name_need_a_restart(string source) =>
        Need(A.Container("web").UsingVolumesOf(source)).ShouldBe(DependencyKind.Restart);

    [Fact]
    public void Volumes_of_another_by_id_need_a_new_container() =>
        Need(A.Container("web").UsingVolumesOf(A.IdOf("db") + ":ro")).ShouldBe(DependencyKind.Recreate);

    [Fact]
    public void A_depends_on_label_needs_a_restart() =>
        Need(A.Container("web").DependingOn("db")).ShouldBe(DependencyKind.Restart);

    [Theory]
    [InlineData("db:service_started:true", DependencyKind.Restart)]
    [InlineData("db:service_started:false", DependencyKind.Order)]
    public void A_compose_label_needs_a_restart_only_if_it_says_so(string label, DependencyKind need)
    {
        var web = A.Container("web").Composed("shop", "web", label).Build();
        var db = A.Container("shop-db-1").Composed("shop", "db").Build();

        new DependencyGraph([web, db]).DependenciesOf(web.Id).ShouldBe([new Dependency(web.Id, db.Id, need)]);
    }

    [Fact]
    public void A_compose_service_of_another_project_is_another_service()
    {
        var web = A.Container("web").Composed("shop", "web", "db:service_started:true").Build();
        var db = A.Container("db").Composed("blog", "db").Build();

        new DependencyGraph([web, db]).DependenciesOf(web.Id).ShouldBeEmpty();
    }

    [Fact]
    public void A_compose_service_may_run_in_several_containers()
    {
        var web = A.Container("web").Composed("shop", "web", "db:service_started:true").Build();
        var replicas = new[] { "db-1", "db-2" }.Select(name => A.Container(name).Composed("shop", "db").Build()).ToList();

        new DependencyGraph([web, .. replicas]).DependenciesOf(web.Id).Select(dependency => dependency.On)
            .ShouldBe(replicas.Select(replica => replica.Id));
    }

    [Fact]
    public void Of_several_ways_to_depend_the_strongest_counts() =>
        Need(A.Container("web").DependingOn("db").LinkedTo("db").UsingVolumesOf("db")).ShouldBe(DependencyKind.Recreate);

    [Fact]
    public void Containers_that_are_not_there_and_the_container_itself_are_no_dependencies()
    {
        var web = A.Container("web").DependingOn("gone", "web").LinkedTo("lost").Sharing("Pid", A.IdOf("missing")).Build();

        new DependencyGraph([web]).DependenciesOf(web.Id).ShouldBeEmpty();
    }

    [Fact]
    public void A_mode_that_shares_with_no_container_is_no_dependency()
    {
        var web = A.Container("web").Hosted("NetworkMode", "\"host\"").Hosted("PidMode", "\"host\"").Build();

        new DependencyGraph([web, A.Container("host").Build()]).DependenciesOf(web.Id).ShouldBeEmpty();
    }

    [Fact]
    public void A_parked_container_is_found_by_the_name_the_user_knows()
    {
        var web = A.Container("web").DependingOn("db").Build();
        var parked = A.Container("db.watchtower-old-0123456789ab-host").Build();

        new DependencyGraph([web, parked]).DependenciesOf(web.Id).Single().On.ShouldBe(parked.Id);
    }

    [Fact]
    public void Starts_each_container_after_what_it_depends_on_and_by_name_where_it_is_free()
    {
        var graph = Graph(A.Container("web").LinkedTo("db").LinkedTo("cache"), A.Container("db").DependingOn("storage"),
            A.Container("cache"), A.Container("storage"), A.Container("aside"));

        graph.InStartOrder(Ids("web", "db", "cache", "storage", "aside")).Select(container => container.Name)
            .ShouldBe(["aside", "cache", "storage", "db", "web"]);
    }

    [Fact]
    public void Splits_what_has_nothing_to_do_with_each_other()
    {
        var graph = Graph(A.Container("web").LinkedTo("db"), A.Container("db"), A.Container("mail"),
            A.Container("x1").DependingOn("shared"), A.Container("x2").DependingOn("shared"), A.Container("shared"));

        Names(graph.Groups(Ids("web", "db", "mail", "x1", "x2", "shared")))
            .ShouldBe(["db web", "mail", "shared x1 x2"]);
    }

    [Fact]
    public void Does_not_join_over_a_container_that_was_not_asked_about()
    {
        var graph = Graph(A.Container("web").LinkedTo("proxy"), A.Container("proxy").LinkedTo("db"), A.Container("db"));

        Names(graph.Groups(Ids("web", "db"))).ShouldBe(["db", "web"]);
    }

    [Theory]
    [InlineData("a1 a2")]
    [InlineData("a1>a2 a2", null)]
    [InlineData("a1>a2 a2>a1", "a1 a2 a1")]
    [InlineData("a1>a2 a2>a3 a3>a1", "a1 a2 a3 a1")]
    [InlineData("a1>a2 a2>a3 a3>a2", "a2 a3 a2")]
    [InlineData("a1>a3 a2>a3 a3", null)]
    [InlineData("a1>a2,a3 a2>a4 a3>a4 a4", null)]
    public void Finds_a_cycle_as_the_way_around(string picture, string? path = null)
    {
        var (graph, ids) = Draw(picture);

        var cycle = graph.FindCycle(ids);

        (cycle is null ? null : string.Join(' ', cycle)).ShouldBe(path);
    }

    /// <summary><c>a1>a2,a3 a2 a3</c>: a1 depends on a2 and a3.</summary>
    private static (DependencyGraph Graph, ISet<string> Ids) Draw(string picture)
    {
        var arrows = picture.Split(' ').Select(part => part.Split('>')).ToList();
        var containers = arrows.Select(arrow => A.Container(arrow[0]).DependingOn(arrow.Length > 1 ? arrow[1].Split(',') : []));
        return (Graph([.. containers]), Ids([.. arrows.Select(arrow => arrow[0])]));
    }

    private static DependencyKind Need(ContainerBuilder web)
    {
        var graph = Graph(web, A.Container("db"));
        var dependency = graph.DependenciesOf(A.IdOf("web")).ShouldHaveSingleItem();

        dependency.On.ShouldBe(A.IdOf("db"));
        graph.DependentsOf(A.IdOf("db")).ShouldBe([dependency]);
        return dependency.Kind;
    }

    private static DependencyGraph Graph(params ContainerBuilder[] containers) =>
        new(containers.Select(container => container.Build()));

    private static HashSet<string> Ids(params string[] names) => [.. names.Select(A.IdOf)];

    private static IEnumerable<string> Names(IReadOnlyList<ISet<string>> groups)
    {
        var names = new[] { "web", "db", "mail", "x1", "x2", "shared" }.ToDictionary(A.IdOf);
        return groups.Select(group => string.Join(' ', group.Select(id => names[id]).Order()));
    }
}
