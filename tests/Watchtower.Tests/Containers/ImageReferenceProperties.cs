using CsCheck;
using Watchtower.Containers;

namespace Watchtower.Tests;

public class ImageReferenceProperties
{
    private const string Alphanumeric = "abcz0189";
    private static readonly Gen<string> _hexadecimal = Gen.String[Gen.Char["0123456789abcdef"], 64, 64];

    private static readonly Gen<string> _part =
        Gen.Select(Gen.Char[Alphanumeric], Gen.String[Gen.Char[Alphanumeric], 0, 4], Gen.OneOf("", "_x", ".x", "-x", "__x"))
            .Select((first, rest, end) => first + rest + end);

    private static readonly Gen<string> _registry = Gen.Select(
        Gen.OneOf("docker.io", "index.docker.io", "localhost", "ghcr.io", "NAS", "10.0.0.1", "[::1]"),
        Gen.OneOf("", ":1", ":5000", ":65535")).Select((host, port) => host + port);

    private static readonly Gen<string> _repository = _part.Array[1, 4].Select(parts => string.Join('/', parts));

    private static readonly Gen<string> _suffix = Gen.Select(
        Gen.OneOf(Gen.Const(""), Gen.String[Gen.Char["azAZ09_"], 1, 12].Select(tag => ":" + tag)),
        Gen.OneOf(Gen.Const(""), _hexadecimal.Select(hash => "@sha256:" + hash))).Select((tag, digest) => tag + digest);

    private static readonly Gen<string> _reference =
        Gen.Select(Gen.OneOf(Gen.Const(""), _registry.Select(host => host + "/")), _repository, _suffix)
            .Select((registry, repository, suffix) => registry + repository + suffix);

    /// <summary>Mostly the characters that mean something, so that the rules meet in odd places.</summary>
    private static readonly Gen<string> _anything = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["aA0/:@.-_[] \0é"], 0, 12],
        Gen.Select(_reference, Gen.Int[0, 40], Gen.Char, (text, at, c) => text.Insert(Math.Min(at, text.Length), $"{c}")));

    [Fact]
    public void Takes_every_reference_the_grammar_allows() =>
        _reference.Sample(text => ImageReference.TryParse(text).ShouldNotBeNull(text), iter: 5_000);

    [Fact]
    public void Reads_back_what_it_wrote() =>
        _reference.Sample(text =>
        {
            var image = ImageReference.TryParse(text).ShouldNotBeNull(text);
            ImageReference.TryParse(image.ToString()).ShouldBe(image);
        }, iter: 5_000);

    [Fact]
    public void Throws_for_no_text_and_reads_back_whatever_it_took() =>
        _anything.Sample(text =>
        {
            if (ImageReference.TryParse(text) is { } image)
                ImageReference.TryParse(image.ToString()).ShouldBe(image);
        }, iter: 20_000);

    [Fact]
    public void Is_selected_by_itself_and_by_its_name_without_a_tag() =>
        _reference.Sample(text =>
        {
            var image = ImageReference.TryParse(text).ShouldNotBeNull(text);
            image.IsSelectedBy(image).ShouldBeTrue(text);
            image.IsSelectedBy(image with { Tag = null, Digest = null }).ShouldBeTrue(text);
            image.IsSelectedBy(image with { Repository = image.Repository + "x" }).ShouldBeFalse(text);
        }, iter: 5_000);
}
