using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Handover;

public sealed class ReassignWorkReaderTests
{
    private const string Unassigned = """{"conversations": {"strategy": "unassigned"}}""";

    [Fact]
    public void A_filter_is_read()
    {
        (ReassignWorkRequested request, List<FieldError> errors) = Read(
            Unassigned, """{"conversationStatuses": ["snoozed", "follow-up"], "updatedBefore": "2026-11-01T00:00:00+01:00"}""");
        errors.ShouldBeEmpty();
        request.Filter!.ConversationStatuses.ShouldBe([ConversationStatus.Snoozed, ConversationStatus.FollowUp]);
        request.Filter.UpdatedBefore.ShouldBe(new DateTimeOffset(2026, 10, 31, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_filter_that_says_nothing_is_none() => Read(Unassigned, "{}").Request.Filter.ShouldBeNull();

    [Theory]
    [InlineData("""{"tasks": {"strategy": "keep"}, "leads": {"strategy": "keep"}}""")]
    public void A_plan_that_moves_nothing_is_refused(string plan)
    {
        FieldError error = Read(plan, "null").Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe("handover");
        error.Problem.ShouldContain("moves nothing");
    }

    [Fact]
    public void A_plan_that_is_wrong_is_not_said_to_move_nothing() =>
        Read("""{"tasks": {"strategy": "give"}}""", "null").Errors.ShouldHaveSingleItem().Path.ShouldBe("handover.tasks.strategy");

    [Theory]
    [InlineData("""{"conversationStatuses": []}""", "filter.conversationStatuses", "is empty")]
    [InlineData("""{"conversationStatuses": ["closed"]}""", "filter.conversationStatuses[0]", "not one of open, snoozed, callback, follow-up")]
    [InlineData("""{"conversationStatuses": ["open", 7]}""", "filter.conversationStatuses[1]", "is a number not one of")]
    [InlineData("""{"conversationStatuses": ["open", "open"]}""", "filter.conversationStatuses[1]", "a second time")]
    [InlineData("""{"updatedBefore": "2026-11-01"}""", "filter.updatedBefore", "not an instant")]
    [InlineData("""{"createdBefore": "2026-11-01T00:00:00Z"}""", "filter.createdBefore", "is unknown")]
    public void A_filter_that_is_wrong_is_refused_with_the_path_and_what_would_be_right(string filter, string path, string problem)
    {
        FieldError error = Read(Unassigned, filter).Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(path);
        error.Problem.ShouldContain(problem);
    }

    private static (ReassignWorkRequested Request, List<FieldError> Errors) Read(string plan, string filter)
    {
        using JsonDocument json = JsonDocument.Parse(
            $$"""
            {
              "requestId": "b7a1f0de-4c3e-4b57-8d0a-2f6f5f7f3a10", "workspaceId": "0d000000-0000-4000-8000-000000000001",
              "userId": "0d000000-0000-4000-8000-000000000104", "requestedBy": "0d000000-0000-4000-8000-000000000103",
              "handover": {{plan}}, "filter": {{filter}}
            }
            """);
        var errors = new List<FieldError>();
        return (ReassignWorkReader.Read(new FieldReader(json.RootElement, "", errors)), errors);
    }
}
