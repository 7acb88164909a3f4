using System.Text.Json.Nodes;
using Watchtower.Containers;

namespace Watchtower.Tests;

public class JsonReadingTests
{
    private static readonly JsonObject _json = (JsonObject)JsonNode.Parse("""
        {
          "text": "abc", "empty": "", "flag": true, "number": 42, "fraction": 1.5, "huge": 123456789012345678901234567890,
          "null": null, "list": ["a", null, 1, "b", {}], "noList": [], "object": { "a": "x", "b": 1, "c": null }, "noObject": {}
        }
        """)!;

    public static TheoryData<string> Keys { get; } = [.. _json.Select(field => field.Key).Append("missing")];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_text_is_a_text_and_nothing_else(string key) =>
        _json.Text(key).ShouldBe(key switch { "text" => "abc", "empty" => "", _ => null });

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_flag_is_a_flag_and_nothing_else(string key) => _json.Flag(key).ShouldBe(key == "flag");

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_number_is_a_whole_number_and_nothing_else(string key) =>
        _json.Number(key).ShouldBe(key == "number" ? 42L : null);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_list_of_texts_skips_what_is_no_text(string key) =>
        _json.Texts(key).ShouldBe(key == "list" ? ["a", "b"] : []);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_child_is_an_object_or_an_empty_one(string key) =>
        _json.Child(key).Count.ShouldBe(key == "object" ? 3 : 0);

    [Theory]
    [MemberData(nameof(Keys))]
    public void Empty_are_null_and_everything_without_content(string key) =>
        _json[key].IsEmpty().ShouldBe(key is "missing" or "null" or "empty" or "noList" or "noObject");

    [Fact]
    public void The_text_values_of_an_object_leave_out_the_others() =>
        _json.Child("object").TextValues().ShouldBe(new Dictionary<string, string> { ["a"] = "x" });

    [Fact]
    public void A_missing_child_is_not_added() => _json.Child("missing").Parent.ShouldBeNull();
}
