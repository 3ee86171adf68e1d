using Offboarding.Local.Sending;

namespace Offboarding.Local.Tests.Sending;

public sealed class CommandFileTests
{
    [Theory]
    [InlineData("retry-step")]
    [InlineData("offboarding.retry-step")]
    public void A_command_is_named_with_or_without_its_prefix(string name) =>
        CommandFile.Parse(name, "{}", []).Exchange.ShouldBe("offboarding.retry-step");

    [Fact]
    public void A_request_id_is_made_where_none_is_so_that_a_file_can_be_sent_twice()
    {
        CommandFile first = CommandFile.Parse("retry-step", "{}", []);
        first.RequestId.ShouldNotBe(CommandFile.Parse("retry-step", "{}", []).RequestId);
        first.Body["requestId"]!.ToString().ShouldBe(first.RequestId.ToString());
    }

    [Fact]
    public void A_request_id_of_the_file_is_kept()
    {
        var id = Guid.NewGuid();
        CommandFile.Parse("retry-step", $$"""{"requestId":"{{id}}"}""", []).RequestId.ShouldBe(id);
    }

    [Fact]
    public void A_field_can_be_set_also_inside_an_object() =>
        CommandFile.Parse("deactivate-user", """{"requestId":"5b0c7a52-3c1e-4b8e-9a53-0ff1b0a2d5c4","a":{"b":1}}""", ["a.c=x=y", "d.e=true", "people=2"])
            .Body.ToJsonString().ShouldBe("""{"requestId":"5b0c7a52-3c1e-4b8e-9a53-0ff1b0a2d5c4","a":{"b":1,"c":"x=y"},"d":{"e":true},"people":2}""");

    [Theory]
    [InlineData("there are deactivate-user", "started", "{}")]
    [InlineData("not JSON", "retry-step", "{")]
    [InlineData("not JSON", "retry-step", """{"a":1,"a":2}""")]
    [InlineData("not one object", "retry-step", "[]")]
    [InlineData("not a UUID", "retry-step", """{"requestId":"1"}""")]
    [InlineData("name=value", "retry-step", "{}", "offboardingId")]
    public void A_mistake_is_one_line(string expected, string message, string json, params string[] set) =>
        Should.Throw<LocalProblem>(() => CommandFile.Parse(message, json, set)).Message.ShouldContain(expected);
}
