namespace Watchtower.Tests.Program;

public sealed class RejectedImagesFileTests : IDisposable
{
    private const string File = "rejected-images";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Remembers_over_a_restart()
    {
        Open().Add("web", "sha256:1");
        Open().Add("db", "sha256:2");

        var rejected = Open();
        rejected.Contains("web", "sha256:1").ShouldBeTrue();
        rejected.Contains("db", "sha256:2").ShouldBeTrue();
        rejected.Contains("web", "sha256:2").ShouldBeFalse();
        rejected.Contains("other", "sha256:1").ShouldBeFalse();
        _warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Keeps_one_image_a_container()
    {
        var rejected = Open();
        rejected.Add("web", "sha256:1");
        rejected.Add("web", "sha256:2");

        rejected.Contains("web", "sha256:1").ShouldBeFalse();
        rejected.Contains("web", "sha256:2").ShouldBeTrue();
        Open().Contains("web", "sha256:1").ShouldBeFalse();
        _folder.Read(File).ShouldBe("sha256:2 web\n");
    }

    [Fact]
    public void Leaves_nothing_but_its_file()
    {
        Open().Add("web", "sha256:1");

        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([_folder.PathTo(File)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/nowhere/at/all")]
    public void Remembers_until_the_end_where_there_is_no_directory(string? directory)
    {
        var rejected = new RejectedImagesFile(directory, _warnings.Add);
        rejected.Add("web", "sha256:1");

        rejected.Contains("web", "sha256:1").ShouldBeTrue();
        new RejectedImagesFile(directory, _warnings.Add).Contains("web", "sha256:1").ShouldBeFalse();
        _warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("sha256:1")]
    [InlineData("sha256:1 web extra")]
    [InlineData("\0\0\0\0")]
    [InlineData("sha256:1  web")]
    public void Passes_over_lines_that_say_nothing(string lines)
    {
        _folder.Write(File, lines + "\nsha256:2 db\n");

        var rejected = Open();
        rejected.Contains("web", "sha256:1").ShouldBeFalse();
        rejected.Contains("db", "sha256:2").ShouldBeTrue();
        rejected.Add("web", "sha256:1");
        Open().Contains("web", "sha256:1").ShouldBeTrue();
    }

    [Fact]
    public void Reads_a_file_that_was_edited_on_another_system()
    {
        _folder.Write(File, "sha256:1 web\r\nsha256:2 db\r\n");

        Open().Contains("web", "sha256:1").ShouldBeTrue();
    }

    [Theory]
    [InlineData(File)]
    [InlineData(File + ".new")]
    public void Warns_where_it_can_not_write_and_remembers_all_the_same(string inTheWay)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(_folder.PathTo(inTheWay), "full"));

        var rejected = Open();
        rejected.Add("web", "sha256:1");

        rejected.Contains("web", "sha256:1").ShouldBeTrue();
        _warnings.ShouldHaveSingleItem().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Warns_where_its_directory_has_gone_and_remembers_all_the_same()
    {
        var directory = Directory.CreateDirectory(_folder.PathTo("state")).FullName;
        var rejected = new RejectedImagesFile(directory, _warnings.Add);
        Directory.Delete(directory);

        rejected.Add("web", "sha256:1");

        rejected.Contains("web", "sha256:1").ShouldBeTrue();
        _warnings.ShouldHaveSingleItem();
    }

    /// <summary>The old file or the new one, and never neither: a power cut can come at any moment.</summary>
    [Fact]
    public void The_file_is_there_at_every_moment()
    {
        Open().Add("web", "sha256:0");
        using var over = new CancellationTokenSource();
        var isMissing = false;
        var watcher = new Thread(() =>
        {
            while (!over.IsCancellationRequested)
                isMissing |= !System.IO.File.Exists(_folder.PathTo(File));
        });
        watcher.Start();

        var rejected = Open();
        for (var i = 0; i < 300; i++)
            rejected.Add("web", $"sha256:{i}");
        over.Cancel();
        watcher.Join();

        isMissing.ShouldBeFalse();
    }

    private RejectedImagesFile Open() => new(_folder.Path, _warnings.Add);
}
