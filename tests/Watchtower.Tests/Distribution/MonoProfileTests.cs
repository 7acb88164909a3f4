using System.Text;
using Watchtower.Tests.Program;

namespace Watchtower.Tests.Distribution;

/// <summary>What <c>build/mono/profile.pl</c> makes of a list for the compiler, and of what the profiler wrote for a list.</summary>
public sealed class MonoProfileTests : IDisposable
{
    private static readonly Encoding _bytes = Encoding.Latin1; // a character for each of them

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_list_that_was_packed_comes_back()
    {
        const string List = """
            System.Core!System.Linq.Enumerable
            	Count	[mscorlib!System.Collections.Generic.KeyValuePair`2[mscorlib!System.Int32;mscorlib!System.String]]	1	int(System.Collections.Generic.IEnumerable`1<TSource>)
            	ToDictionary	[mscorlib!System.String;mscorlib!System.Boolean]	2	TValue(TKey,int)
            mscorlib!System.Collections.Generic.Dictionary`2/Enumerator[mscorlib!System.String;NLog!NLog.LogFactory/LoggerCacheKey]
            	MoveNext		0	bool()

            """;

        ListOf(Packed(List)).ShouldBe(List);
    }

    [Fact]
    public void Lists_are_joined_without_repetition()
    {
        var one = Packed("a!B\n\tC\t\t0\tvoid()\n");
        var other = Packed("a!B\n\tC\t\t0\tvoid()\n\tC\t\t1\tvoid(int)\n");

        ListOf(other, one).ShouldBe("a!B\n\tC\t\t0\tvoid()\n\tC\t\t1\tvoid(int)\n");
    }

    [Fact]
    public void The_list_of_this_repository_is_as_it_is_written() =>
        ListOf(Packed(Own())).ShouldBe(WithoutComments(Own()));

    [Theory]
    [InlineData("\tC\t\t0\tvoid()\n", "list:1: a method without a type above it")]
    [InlineData("no type\n", "no type: no type")]
    public void What_is_no_list_is_refused(string text, string reason)
    {
        _folder.Write("list", text);
        var answer = Run("pack", _folder.PathTo("list"));
        answer.Output.ShouldBeEmpty();
        answer.Errors.ShouldContain(reason);
        answer.ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("something else", "is no profile of Mono 6.8")]
    [InlineData("AOTPROFILE\0\0\u0001\0\u0001", "is cut off")]
    public void What_is_no_profile_is_refused(string text, string reason)
    {
        _folder.Write("profile", text);
        var answer = Run("list", _folder.PathTo("profile"));
        answer.Errors.ShouldContain(reason);
        answer.ExitCode.ShouldNotBe(0);
    }

    public void Dispose() => _folder.Dispose();

    private static string Own() => File.ReadAllText(Repository.PathTo("build", "mono", "profile.txt"), _bytes);

    private static string WithoutComments(string list) =>
        string.Join('\n', list.Split('\n').Where(line => !line.StartsWith('#')));

    /// <summary>The path of a profile made from a list.</summary>
    private string Packed(string list)
    {
        File.WriteAllText(_folder.PathTo("list"), list, _bytes);
        var profile = _folder.PathTo($"profile{Directory.GetFiles(_folder.Path).Length}");
        File.WriteAllText(profile, Succeeding("pack", _folder.PathTo("list")), _bytes);
        return profile;
    }

    private static string ListOf(params string[] profiles) => Succeeding(["list", .. profiles]);

    private static string Succeeding(params string[] arguments)
    {
        var answer = Run(arguments);
        answer.Errors.ShouldBeEmpty();
        return answer.Output;
    }

    private static (string Output, string Errors, int ExitCode) Run(params string[] arguments) =>
        Script.Run(new("perl", [Repository.PathTo("build", "mono", "profile.pl"), .. arguments]) { StandardOutputEncoding = _bytes });
}
