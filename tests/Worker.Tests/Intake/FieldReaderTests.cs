using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Intake;

/// <summary>The parts of reading that the reader of a deactivation does not use.</summary>
public sealed class FieldReaderTests
{
    [Theory]
    [InlineData("""{ "name": "anna" }""", null)]
    [InlineData("""{ "name": "" }""", "has 0 characters; 1 to 10 are expected, not only blanks")]
    [InlineData("""{ "name": "   " }""", "has 3 characters; 1 to 10 are expected, not only blanks")]
    [InlineData("""{ "name": "anna and bert" }""", "has 13 characters; 1 to 10 are expected, not only blanks")]
    [InlineData("""{ "name": "a\u0000b" }""", "contains the character NUL, which cannot be kept")]
    [InlineData("""{ "name": 3 }""", "is a number; a string is expected")]
    [InlineData("""{ "name": null }""", "is missing")]
    [InlineData("{}", "is missing")]
    public void A_text_has_a_length(string json, string? problem)
    {
        var errors = new List<FieldError>();
        Reader(json, errors).Text("name", 10, required: true);
        errors.Select(e => e.Problem).ShouldBe(problem is null ? [] : [problem]);
    }

    [Theory]
    [InlineData("2026-12-31", true)]
    [InlineData("0001-01-01", false)]
    [InlineData("9999-12-31", false)]
    public void A_date_has_a_day_before_and_a_day_after_it_in_every_time_zone(string date, bool taken)
    {
        var errors = new List<FieldError>();
        (Reader($$"""{ "day": "{{date}}" }""", errors).Date("day") is not null).ShouldBe(taken);
        errors.Count.ShouldBe(taken ? 0 : 1);
    }

    [Fact]
    public void A_text_that_is_not_required_may_be_absent()
    {
        var errors = new List<FieldError>();
        Reader("{}", errors).Text("comment", 10, required: false).ShouldBeNull();
        errors.ShouldBeEmpty();
    }

    [Fact]
    public void The_name_of_an_unknown_field_is_quoted_shortly()
    {
        var errors = new List<FieldError>();
        Reader($$"""{ "{{new string('x', 5000)}}": 1 }""", errors).RefuseUnknownFields();
        errors.Single().Path.Length.ShouldBe(60);
    }

    [Fact]
    public void A_field_that_is_there_twice_is_wrong_whatever_it_says()
    {
        var errors = new List<FieldError>();
        FieldReader reader = Reader("""{ "name": "anna", "name": "anna", "x": 1, "x": 2 }""", errors);
        reader.Text("name", 10, required: true);
        reader.RefuseUnknownFields();
        errors.Select(e => $"{e.Path} {e.Problem}").ShouldBe(["name is there more than once", "x is unknown; known are name", "x is there more than once"]);
    }

    [Fact]
    public void Fields_of_an_object_in_an_object_are_named_with_their_whole_path()
    {
        var errors = new List<FieldError>();
        Reader("""{ "a": { "b": [ {}, { "c": 1 } ] } }""", errors).Object("a")!.Objects("b", 5)[1].Id("c");
        errors.Single().Path.ShouldBe("a.b[1].c");
    }

    private static FieldReader Reader(string json, List<FieldError> errors) =>
        new(JsonSerializer.Deserialize<JsonElement>(json), "", errors);
}
