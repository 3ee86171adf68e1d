using System.Text.Json;
using System.Text.Json.Nodes;
using Offboarding.Contracts;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Departures;

/// <summary>F6: a line of a list is a request of its own, with what the list says where the line says nothing.</summary>
public sealed class LineReaderTests
{
    private const string Who = "0d000000-0000-4000-8000-000000000104";

    private static readonly DeactivateUsersRequested List = new() { RequestId = Guid.NewGuid(), WorkspaceId = Guid.NewGuid(), RequestedBy = Guid.NewGuid(), Users = [] };

    [Fact]
    public void What_a_line_does_not_say_is_as_the_list_says()
    {
        DeactivateUserRequested request = Good(
            $$"""{"userId":"{{Who}}"}""",
            """{"reason":"restructure","lastDate":"2027-01-31","timeZone":"Europe/Berlin","lowerSeatLimit":true,"handover":{"tasks":{"strategy":"unassigned"}}}""");
        (request.UserId, request.WorkspaceId, request.RequestedBy).ShouldBe((Guid.Parse(Who), List.WorkspaceId, List.RequestedBy));
        (request.Reason, request.LastDate, request.TimeZone, request.LowerSeatLimit).ShouldBe((DeactivationReason.Restructure, new DateOnly(2027, 1, 31), "Europe/Berlin", true));
        request.Handover!.Tasks!.Strategy.ShouldBe(AllocationStrategy.Unassigned);
        request.DryRun.ShouldBeFalse();
    }

    [Fact]
    public void A_line_overrides_a_day_whichever_way_each_is_said()
    {
        DeactivateUserRequested instant = Good(
            $$"""{"userId":"{{Who}}","reason":"long-leave","lastDay":"2027-01-15T17:00:00Z","returnDay":"2027-06-01T08:00:00Z"}""",
            """{"reason":"restructure","lastDate":"2027-01-31","returnDate":"2027-05-01","timeZone":"Europe/Berlin"}""");
        (instant.LastDate, instant.ReturnDate, instant.TimeZone, instant.Reason).ShouldBe((null, null, null, DeactivationReason.LongLeave));

        DeactivateUserRequested date = Good(
            $$"""{"userId":"{{Who}}","lastDate":"2027-01-15"}""", """{"reason":"restructure","lastDay":"2027-01-31T17:00:00Z","timeZone":"Europe/Berlin"}""");
        (date.LastDay, date.LastDate, date.TimeZone).ShouldBe((null, new DateOnly(2027, 1, 15), "Europe/Berlin"));
    }

    [Fact]
    public void A_plan_of_a_line_takes_the_place_of_the_whole_plan()
    {
        DeactivateUserRequested request = Good(
            $$"""{"userId":"{{Who}}","handover":{"leads":{"strategy":"unassigned"} } }""", """{"reason":"restructure","handover":{"tasks":{"strategy":"unassigned"}}}""");
        request.Handover!.Tasks.ShouldBeNull();
        request.Handover.Leads.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("17", "users[17]", "is not an object")]
    [InlineData("{}", "users[17].userId", "is missing")]
    [InlineData("""{"userId":"lea"}""", "users[17].userId", "is not an id")]
    [InlineData($$"""{"userId":"{{Who}}","lastDay":"tomorrow"}""", "users[17].lastDay", "is not an instant")]
    [InlineData($$"""{"userId":"{{Who}}","reason":"bored"}""", "users[17].reason", "is not one of")]
    [InlineData($$"""{"userId":"{{Who}}","manager":"x"}""", "users[17].manager", "is unknown")]
    [InlineData($$"""{"userId":"{{Who}}","requestId":"{{Who}}"}""", "users[17].requestId", "is unknown")]
    [InlineData($$"""{"userId":"{{Who}}","dryRun":true}""", "users[17].dryRun", "is unknown")]
    [InlineData($$"""{"userId":"{{Who}}","userId":"{{Who}}"}""", "users[17].userId", "is there more than once")]
    [InlineData($$"""{"userId":"{{Who}}","handover":{"tasks":{"strategy":"dice"} } }""", "users[17].handover.tasks.strategy", "is not one of")]
    public void A_mistake_is_told_with_the_path_of_the_line(string line, string path, string problem)
    {
        ReadLine read = Read(line, """{"reason":"restructure"}""");
        read.Request.ShouldBeNull();
        FieldError error = read.Errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(path);
        error.Problem.ShouldContain(problem);
    }

    [Fact]
    public void A_reason_is_said_by_the_list_or_by_the_line() =>
        Read($$"""{"userId":"{{Who}}"}""", "{}").Errors.ShouldHaveSingleItem().Path.ShouldBe("users[17].reason");

    [Fact]
    public void The_request_of_a_line_is_UUIDv5_of_the_list_and_the_line() =>
        // python3 -c "import uuid; print(uuid.uuid5(uuid.UUID('b7a1f0de-4c3e-4b57-8d0a-2f6f5f7f3a10'), 'users[17]'))"
        EventIds.Line(Guid.Parse("b7a1f0de-4c3e-4b57-8d0a-2f6f5f7f3a10"), 17).ShouldBe(Guid.Parse("34015fa7-972e-534f-a727-a39343ff561e"));

    [Fact]
    public void Whoever_leaves_by_the_list_receives_nothing_by_it()
    {
        Guid stays = Guid.NewGuid(), leaves = Guid.NewGuid(), inGroup = Guid.NewGuid();
        var plan = new HandoverPlan
        {
            Tasks = new Allocation
            {
                Strategy = AllocationStrategy.RoundRobin,
                Recipients = [new Recipient { UserId = stays }, new Recipient { UserId = leaves }, new Recipient { Group = [stays, inGroup] }],
            },
        };
        var positions = new Dictionary<Guid, int> { [leaves] = 5, [inGroup] = 9 };

        var refusal = LeaversInList.Check(plan, positions, "handover")!;
        refusal.Code.ShouldBe(RefusalCode.RecipientNotEligible);
        refusal.Message.ShouldContain("users[5]");
        refusal.Errors.Select(e => e.Path).ShouldBe(["handover.tasks.recipients[1].userId", "handover.tasks.recipients[2].group[1]"]);
        LeaversInList.Check(plan, new Dictionary<Guid, int> { [Guid.NewGuid()] = 0 }, "handover").ShouldBeNull();
    }

    [Theory]
    [InlineData(10_000, "")]
    [InlineData(10_001, "has 10001 entries; 1 to 10000 are expected")]
    public void A_preview_takes_as_many_lines_as_the_list_itself(int lines, string problem)
    {
        foreach (bool dryRun in (bool[])[true, false])
        {
            List<FieldError> errors = [];
            DeactivateUsersHandler.ReadList(new FieldReader(JsonSerializer.SerializeToElement(new { dryRun, users = new int[lines] }), "", errors));
            (errors.SingleOrDefault(static error => error.Path == "users")?.Problem ?? "").ShouldBe(problem);
        }
    }

    private static DeactivateUserRequested Good(string line, string forAll)
    {
        ReadLine read = Read(line, forAll);
        read.Errors.ShouldBeEmpty();
        JsonNode.Parse(read.Json)!["userId"]!.GetValue<string>().ShouldBe(Who);
        return read.Request.ShouldNotBeNull();
    }

    private static ReadLine Read(string line, string forAll) => LineReader.Read(
        EventIds.Line(List.RequestId, 17), List, JsonSerializer.Deserialize<JsonElement>(forAll), 17, JsonSerializer.Deserialize<JsonElement>(line));
}
