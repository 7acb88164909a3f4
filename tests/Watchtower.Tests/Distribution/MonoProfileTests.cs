using System.Diagnostics;

namespace Watchtower.Tests.Distribution;

/// <summary>What <c>build/mono/profile.pl</c> makes of a list for the compiler, and of what the profiler wrote for a list.</summary>
public sealed class MonoProfileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wt.").FullName;

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
        File.WriteAllText(PathTo("list"), text);
        Encoding(Run(out var errors, out var exitCode, "pack", PathTo("list"))).ShouldBeEmpty();
        errors.ShouldContain(reason);
        exitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("something else", "is no profile of Mono 6.8")]
    [InlineData("AOTPROFILE\0\0\u0001\0\u0001", "is cut off")]
    public void What_is_no_profile_is_refused(string text, string reason)
    {
        File.WriteAllText(PathTo("profile"), text);
        Run(out var errors, out var exitCode, "list", PathTo("profile"));
        errors.ShouldContain(reason);
        exitCode.ShouldNotBe(0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Own() => File.ReadAllText(Repository.PathTo("build", "mono", "profile.txt"));

    private static string WithoutComments(string list) =>
        string.Join('\n', list.Split('\n').Where(line => !line.StartsWith('#')));

    private static string Encoding(byte[] output) => System.Text.Encoding.UTF8.GetString(output);

    /// <summary>The path of a profile made from a list.</summary>
    private string Packed(string list)
    {
        File.WriteAllText(PathTo("list"), list);
        var profile = PathTo($"profile{Directory.GetFiles(_folder).Length}");
        File.WriteAllBytes(profile, Run(out var errors, out _, "pack", PathTo("list")));
        errors.ShouldBeEmpty();
        return profile;
    }

    private static string ListOf(params string[] profiles)
    {
        var list = Encoding(Run(out var errors, out _, ["list", .. profiles]));
        errors.ShouldBeEmpty();
        return list;
    }

    private static byte[] Run(out string errors, out int exitCode, params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo("perl", [Repository.PathTo("build", "mono", "profile.pl"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var output = new MemoryStream();
        program.StandardOutput.BaseStream.CopyTo(output);
        errors = program.StandardError.ReadToEnd();
        program.WaitForExit();
        exitCode = program.ExitCode;
        return output.ToArray();
    }

    private string PathTo(string file) => Path.Combine(_folder, file);
}
