using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Offboarding.Contracts;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Departures;

/// <summary>What a foreign program may get wrong, and what it is told.</summary>
public sealed class DeactivateUserReaderTests
{
    private const string First = "0d000000-0000-4000-8000-000000000105";
    private const string Second = "0d000000-0000-4000-8000-000000000106";

    private const string Third = "0d000000-0000-4000-8000-000000000107";
    private const string Fourth = "0d000000-0000-4000-8000-000000000108";

    private const string Valid = $$"""
        {
          "requestId": "b7a1f0de-4c3e-4b57-8d0a-2f6f5f7f3a10",
          "workspaceId": "0d000000-0000-4000-8000-000000000001",
          "userId": "0d000000-0000-4000-8000-000000000104",
          "requestedBy": "0d000000-0000-4000-8000-000000000103",
          "reason": "left-company",
          "lastDay": "2026-11-30T18:00:00+01:00",
          "lowerSeatLimit": true,
          "handover": {
            "conversations": {
              "strategy": "ratio",
              "recipients": [ { "userId": "{{First}}", "amount": 2 }, { "userId": "{{Second}}", "amount": 1 } ],
              "snoozed": "wake"
            }
          }
        }
        """;

    [Fact]
    public void A_valid_request_has_no_errors() => Errors(Valid).ShouldBeEmpty();

    [Theory]
    [InlineData("requestId")]
    [InlineData("workspaceId")]
    [InlineData("userId")]
    [InlineData("requestedBy")]
    [InlineData("reason")]
    public void A_required_field_that_is_absent_or_null_is_missing(string field)
    {
        ErrorsWith(o => o.Remove(field)).ShouldBe([$"{field} is missing"]);
        ErrorsWith(o => o[field] = null).ShouldBe([$"{field} is missing"]);
    }

    [Theory]
    [InlineData("lastDay")]
    [InlineData("handover")]
    [InlineData("lowerSeatLimit")]
    public void An_optional_field_may_be_absent_or_null(string field)
    {
        ErrorsWith(o => o.Remove(field)).ShouldBeEmpty();
        ErrorsWith(o => o[field] = null).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("requestId", "7", "requestId is a number; a string is expected")]
    [InlineData("workspaceId", "{}", "workspaceId is an object; a string is expected")]
    [InlineData("userId", "[]", "userId is an array; a string is expected")]
    [InlineData("requestedBy", "true", "requestedBy is true or false; a string is expected")]
    [InlineData("userId", "\"anna\"", "userId 'anna' is not an id; a UUID is expected")]
    [InlineData("userId", "\"\"", "userId '' is not an id; a UUID is expected")]
    [InlineData("userId", "\"00000000-0000-0000-0000-000000000000\"",
        "userId '00000000-0000-0000-0000-000000000000' is not an id; a UUID is expected")]
    [InlineData("reason", "1", "reason is a number; a string is expected")]
    [InlineData("reason", "\"fired\"",
        "reason 'fired' is not one of left-company, long-leave, contract-ended, restructure, no-longer-needs-access")]
    [InlineData("reason", "\"LeftCompany\"",
        "reason 'LeftCompany' is not one of left-company, long-leave, contract-ended, restructure, no-longer-needs-access")]
    [InlineData("lowerSeatLimit", "\"yes\"", "lowerSeatLimit is a string; true or false is expected")]
    [InlineData("lowerSeatLimit", "1", "lowerSeatLimit is a number; true or false is expected")]
    [InlineData("handover", "[]", "handover is an array; an object is expected")]
    [InlineData("lastDay", "1764522000", "lastDay is a number; a string is expected")]
    public void A_field_of_the_wrong_type_or_value_is_told_what_would_be_right(string field, string json, string expected) =>
        ErrorsWith(o => o[field] = JsonNode.Parse(json)).ShouldBe([expected]);

    [Theory]
    [InlineData("2026-11-30")]
    [InlineData("2026-11-30T18:00:00")]
    [InlineData("tomorrow")]
    [InlineData("Tomorrow at +1")]
    [InlineData("")]
    [InlineData("2026-02-30T18:00:00Z")]
    [InlineData("2026-11-30T25:00:00Z")]
    [InlineData("2026-11-30T18:00:00+25:00")]
    [InlineData("30.11.2026T18:00:00+01:00")]
    [InlineData("01/12/2026T18:00:00+01:00")]
    [InlineData("Tue, 01 Dec 2026 18:00:00 +0100")]
    [InlineData("T18:00+01:00")]
    public void A_date_without_a_time_and_an_offset_is_not_an_instant(string text) =>
        ErrorsWith(o => o["lastDay"] = text).ShouldBe(
            [$"lastDay '{text}' is not an instant; an ISO 8601 instant with offset is expected, like 2026-12-31T17:00:00+01:00"]);

    [Theory]
    [InlineData("2026-11-30T18:00:00Z")]
    [InlineData("2026-11-30T18:00:00.123Z")]
    [InlineData("2026-11-30T18:00:00.1234567-03:30")]
    public void An_instant_may_have_fractions_of_a_second_and_any_offset(string text) => ErrorsWith(o => o["lastDay"] = text).ShouldBeEmpty();

    [Fact]
    public void An_unknown_field_is_refused_and_a_wrong_spelling_is_corrected()
    {
        ErrorsWith(o => { o["UserID"] = o["userId"]!.DeepClone(); o.Remove("userId"); })
            .ShouldBe(["userId is missing", "UserID is unknown; it is spelled userId"]);
        ErrorsWith(o => o["handOver"] = new JsonObject()).ShouldBe(["handOver is unknown; it is spelled handover"]);
        ErrorsWith(o => o["manager"] = "x").ShouldBe(
            ["manager is unknown; known are lastDay, lastDate, timeZone, returnDay, returnDate, giveBackWork, requestId, workspaceId, userId, requestedBy, reason, handover, nextOwner, lowerSeatLimit, dryRun"]);
        ErrorsWith(o => o["handover"]!["deals"] = new JsonObject())
            .ShouldBe(["handover.deals is unknown; known are conversations, contacts, leads, tasks"]);
        ErrorsWithPlan(p => p["Strategy"] = "keep").ShouldBe(["handover.conversations.Strategy is unknown; it is spelled strategy"]);
        ErrorsWithPlan(p => p["recipients"]![1]!["share"] = 1)
            .ShouldBe(["handover.conversations.recipients[1].share is unknown; known are userId, group, teamId, amount"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000001")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("1e400")]
    public void An_amount_out_of_range_is_said_once(string amount) =>
        ErrorsWithPlan(p => p["recipients"]![1]!["amount"] = JsonNode.Parse(amount)).ShouldBe(
            [$"handover.conversations.recipients[1].amount is {amount}; a whole number from 1 to 1000000 is expected"]);

    [Fact]
    public void An_amount_of_the_wrong_type_is_said_once() =>
        ErrorsWithPlan(p => p["recipients"]![0]!["amount"] = "2").ShouldBe(
            ["handover.conversations.recipients[0].amount is a string; a number is expected"]);

    [Theory]
    [InlineData("ratio")]
    [InlineData("fixed")]
    public void An_amount_that_is_needed_is_missing(string strategy) => ErrorsWithPlan(p =>
    {
        p["strategy"] = strategy;
        ((JsonObject)p["recipients"]![0]!).Remove("amount");
    }).ShouldBe([$"handover.conversations.recipients[0].amount is missing; {strategy} needs one"]);

    [Fact]
    public void An_amount_that_is_not_used_is_superfluous() => ErrorsWithPlan(p =>
    {
        p["strategy"] = "round-robin";
        ((JsonObject)p["recipients"]![0]!).Remove("amount");
    }).ShouldBe(["handover.conversations.recipients[1].amount is not used with round-robin; leave it out"]);

    [Fact]
    public void A_recipient_named_twice_is_wrong_where_they_are_named_again() =>
        ErrorsWithPlan(p => p["recipients"]![1]!["userId"] = First).ShouldBe(
            [$"handover.conversations.recipients[1].userId names {First} a second time; name each recipient once"]);

    [Theory]
    [InlineData("keep", 1, "names 1; with keep nobody receives")]
    [InlineData("unassigned", 2, "names 2; with unassigned nobody receives")]
    [InlineData("one-colleague", 0, "names 0; with one-colleague exactly one receives")]
    [InlineData("one-colleague", 2, "names 2; with one-colleague exactly one receives")]
    [InlineData("round-robin", 0, "names nobody; round-robin needs at least one, or onlyLeaversTeams")]
    [InlineData("least-loaded", 0, "names nobody; least-loaded needs at least one, or onlyLeaversTeams")]
    [InlineData("ratio", 0, "names nobody; ratio needs at least one")]
    [InlineData("fixed", 0, "names nobody; fixed needs at least one")]
    [InlineData("round-robin", 101, "has 101 entries; at most 100 are expected")]
    public void The_number_of_recipients_has_to_fit_the_strategy(string strategy, int recipients, string problem) => ErrorsWithPlan(p =>
    {
        p["strategy"] = strategy;
        p["recipients"] = new JsonArray([.. Enumerable.Range(0, recipients).Select(_ => new JsonObject { ["userId"] = Guid.NewGuid().ToString() })]);
    }).ShouldBe([$"handover.conversations.recipients {problem}"]);

    [Fact]
    public void C5_an_entry_may_be_a_group_or_a_team() => ErrorsWithPlan(p => p["recipients"] = JsonNode.Parse(
        $$"""[{ "userId": "{{First}}", "amount": 5 }, { "group": ["{{Second}}", "{{Third}}"], "amount": 5 }, { "teamId": "{{Fourth}}", "amount": 1 }]"""))
        .ShouldBeEmpty();

    [Theory]
    [InlineData("{}", "userId is missing; an entry names a person (userId), some people (group) or a team (teamId)")]
    [InlineData($$"""{ "userId": "{{Second}}", "group": ["{{Third}}"] }""", "group is named next to userId; an entry has one of userId, group, teamId")]
    [InlineData($$"""{ "group": ["{{Second}}"], "teamId": "{{Third}}" }""", "teamId is named next to group; an entry has one of userId, group, teamId")]
    [InlineData("""{ "group": [] }""", "group has 0 entries; 1 to 1000 are expected")]
    [InlineData("""{ "group": ["x"] }""", "group[0] 'x' is not an id; a UUID is expected")]
    [InlineData("""{ "group": [null] }""", "group[0] is null; a string is expected")]
    [InlineData("""{ "teamId": 3 }""", "teamId is a number; a string is expected")]
    [InlineData($$"""{ "group": ["{{Second}}", "{{Third}}", "{{Second}}"] }""", $"group[2] names {Second} a second time; name each recipient once")]
    [InlineData($$"""{ "group": ["{{Second}}", "{{First}}"] }""", $"group[1] names {First} a second time; name each recipient once")]
    public void An_entry_that_is_not_exactly_one_of_person_group_and_team_is_told_where_and_why(string entry, string problem) => ErrorsWithPlan(p =>
    {
        p["recipients"] = new JsonArray(JsonNode.Parse($$"""{ "userId": "{{First}}" }"""), JsonNode.Parse(entry));
        p["strategy"] = "round-robin";
    }).ShouldBe([$"handover.conversations.recipients[1].{problem}"]);

    [Fact]
    public void One_colleague_is_a_person() => ErrorsWithPlan(p =>
        (p["strategy"], p["recipients"]) = ("one-colleague", JsonNode.Parse($$"""[{ "teamId": "{{First}}" }]"""))).ShouldBe(
        ["handover.conversations.recipients[0].teamId is not used with one-colleague; name one person with userId"]);

    [Fact]
    public void F8_nobody_need_be_named_if_only_the_leavers_teams_receive()
    {
        ErrorsWithPlan(p => (p["strategy"], p["recipients"], p["onlyLeaversTeams"]) = ("least-loaded", new JsonArray(), true)).ShouldBeEmpty();
        ErrorsWithPlan(p => (p["strategy"], p["recipients"], p["onlyLeaversTeams"]) = ("ratio", new JsonArray(), true)).ShouldBe(
            ["handover.conversations.recipients names nobody; ratio needs at least one"]);
        ErrorsWithPlan(p => (p["strategy"], p["recipients"], p["onlyLeaversTeams"]) = ("keep", new JsonArray(), true)).ShouldBe(
            ["handover.conversations.onlyLeaversTeams is not used with keep; nobody receives"]);
    }

    [Fact]
    public void More_than_a_thousand_people_in_groups_are_too_many() => ErrorsWithPlan(p =>
    {
        p["strategy"] = "round-robin";
        p["recipients"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => new JsonObject
        {
            ["group"] = new JsonArray([.. Enumerable.Range(0, 501).Select(_ => JsonValue.Create(Guid.NewGuid().ToString()))]),
        })]);
    }).ShouldBe(["handover.conversations.recipients names 1002 people and teams; at most 1000 are expected"]);

    [Fact]
    public void A_plan_that_says_nothing_is_a_mistake()
    {
        const string Empty = "handover is an empty plan; name at least one kind of work, or leave it out and everything stays";
        ErrorsWith(o => o["handover"] = new JsonObject()).ShouldBe([Empty]);
        ErrorsWith(o => o["handover"] = new JsonObject { ["tasks"] = null }).ShouldBe([Empty]);
        ErrorsWith(o => o["handover"] = new JsonObject { ["tasks"] = new JsonObject() }).ShouldBe(["handover.tasks.strategy is missing"]);
    }

    [Fact]
    public void Two_plans_for_one_kind_have_no_meaning() => Errors(Valid.Replace(
        "\"handover\": {", "\"handover\": { \"tasks\": { \"strategy\": \"keep\" }, \"tasks\": { \"strategy\": \"unassigned\" },", StringComparison.Ordinal))
        .ShouldBe(["handover.tasks is there more than once"]);

    [Fact]
    public void A_hundred_recipients_are_fine() => ErrorsWithPlan(p =>
    {
        p["strategy"] = "round-robin";
        p["recipients"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => new JsonObject { ["userId"] = Guid.NewGuid().ToString() })]);
    }).ShouldBeEmpty();

    [Fact]
    public void An_unknown_strategy_is_said_once_and_not_taken_for_another() =>
        ErrorsWithPlan(p => p["strategy"] = "fair").ShouldBe(
            ["handover.conversations.strategy 'fair' is not one of keep, unassigned, one-colleague, round-robin, ratio, fixed, least-loaded"]);

    [Fact]
    public void A_plan_needs_a_strategy() =>
        ErrorsWithPlan(p => p.Remove("strategy")).ShouldBe(["handover.conversations.strategy is missing"]);

    [Fact]
    public void Recipients_that_are_no_list_are_said_once() =>
        ErrorsWithPlan(p => p["recipients"] = First).ShouldBe(["handover.conversations.recipients is a string; an array is expected"]);

    [Fact]
    public void A_recipient_that_is_no_object_is_named_by_its_place_and_the_others_keep_theirs() => ErrorsWithPlan(p =>
        p["recipients"] = new JsonArray(First, null, new JsonObject { ["userId"] = Second })).ShouldBe(
        [
            "handover.conversations.recipients[0] is a string; an object is expected",
            "handover.conversations.recipients[1] is null; an object is expected",
            "handover.conversations.recipients[2].amount is missing; ratio needs one",
        ], ignoreOrder: true);

    [Fact]
    public void A_rule_for_leftovers_is_for_fixed_only()
    {
        ErrorsWithPlan(p => p["leftover"] = "unassigned").ShouldBe(["handover.conversations.leftover is used with fixed only, not with ratio"]);
        ErrorsWithPlan(p => (p["strategy"], p["leftover"]) = ("fixed", "unassigned")).ShouldBeEmpty();
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() => ErrorsWith(o =>
    {
        o.Remove("requestId");
        o["userId"] = 5;
        o["reason"] = "fired";
        o["lastDay"] = "soon";
        o["lowerSeatLimit"] = "no";
        o["plan"] = 1;
        o["handover"]!["conversations"]!["snoozed"] = "sleep";
        o["handover"]!["conversations"]!["recipients"]![0]!["amount"] = 0;
        o["handover"]!["conversations"]!["recipients"]![1]!["userId"] = "nobody";
    }).Select(e => e.Split(' ')[0]).ShouldBe(
        [
            "requestId", "userId", "reason", "lastDay", "lowerSeatLimit", "plan", "handover.conversations.snoozed",
            "handover.conversations.recipients[0].amount", "handover.conversations.recipients[1].userId",
        ], ignoreOrder: true);

    [Fact]
    public void What_is_wrong_is_quoted_shortly() =>
        ErrorsWith(o => o["reason"] = new string('x', 100_000)).Single().Length.ShouldBeLessThan(250);

    [Fact]
    public void What_the_contract_writes_is_read_back_as_the_same_request() => Prop.ForAll(Requests, request =>
    {
        var errors = new List<FieldError>();
        foreach (JsonSerializerOptions options in new[] { JsonSerializerOptions.Web, MassTransit.Serialization.SystemTextJsonMessageSerializer.Options })
        {
            var reader = new FieldReader(JsonSerializer.SerializeToElement(request, options), "", errors);
            DeactivateUserRequested read = DeactivateUserReader.Read(reader);
            reader.RefuseUnknownFields();
            errors.ShouldBeEmpty();
            JsonSerializer.Serialize(read).ShouldBe(JsonSerializer.Serialize(request));
        }
    }).QuickCheckThrowOnFailure();

    private static readonly Arbitrary<DeactivateUserRequested> Requests = (
        from reason in Gen.Elements(Enum.GetValues<DeactivationReason>())
        from strategy in Gen.Elements(Enum.GetValues<AllocationStrategy>())
        from several in Gen.Choose(1, 5)
        let recipients = strategy switch
        {
            AllocationStrategy.Keep or AllocationStrategy.Unassigned => 0,
            AllocationStrategy.OneColleague => 1,
            _ => several,
        }
        from amounts in (strategy == AllocationStrategy.OneColleague ? Gen.Constant(3) : Gen.Choose(1, 1_000_000)).ArrayOf(recipients)
        from unassigned in Gen.Elements(true, false)
        from snoozed in Gen.Elements(Enum.GetValues<SnoozedRule>())
        from dryRun in Gen.Elements(true, false)
        from lower in Gen.Elements(true, false)
        from plan in Gen.Choose(0, 2)
        from minutes in Gen.Choose(-1_000_000, 1_000_000)
        from ticks in Gen.Choose(0, 9_999_999)
        from quarters in Gen.Choose(-48, 56)
        let hasAmounts = strategy is AllocationStrategy.Ratio or AllocationStrategy.Fixed
        select new DeactivateUserRequested
        {
            RequestId = Guid.NewGuid(),
            WorkspaceId = Guid.NewGuid(),
            UserId = Guid.NewGuid(),
            RequestedBy = Guid.NewGuid(),
            Reason = reason,
            LastDay = minutes % 2 == 0
                ? null
                : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(quarters * 15)).AddMinutes(minutes).AddTicks(ticks),
            LowerSeatLimit = lower,
            DryRun = dryRun,
            Handover = plan == 0 ? null : new HandoverPlan
            {
                Tasks = new Allocation { Strategy = AllocationStrategy.LeastLoaded, OnlyLeaversTeams = true },
                Conversations = plan == 1 ? null : new Allocation
                {
                    Strategy = strategy,
                    Recipients = [.. amounts.Select(a => Entry(a % 3) with { Amount = hasAmounts ? a : null })],
                    Leftover = unassigned && strategy == AllocationStrategy.Fixed ? LeftoverRule.Unassigned : LeftoverRule.Keep,
                    Snoozed = snoozed,
                },
            },
        }).ToArbitrary();

    private static Recipient Entry(int kind) => kind switch
    {
        0 => new Recipient { UserId = Guid.NewGuid() },
        1 => new Recipient { Group = [Guid.NewGuid(), Guid.NewGuid()] },
        _ => new Recipient { TeamId = Guid.NewGuid() },
    };

    private static List<string> ErrorsWith(Action<JsonObject> change)
    {
        JsonObject json = JsonNode.Parse(Valid)!.AsObject();
        change(json);
        return Errors(json.ToJsonString());
    }

    private static List<string> ErrorsWithPlan(Action<JsonObject> change) =>
        ErrorsWith(o => change(o["handover"]!["conversations"]!.AsObject()));

    private static List<string> Errors(string json)
    {
        var errors = new List<FieldError>();
        var reader = new FieldReader(JsonSerializer.Deserialize<JsonElement>(json), "", errors);
        DeactivateUserReader.Read(reader);
        reader.RefuseUnknownFields();
        return [.. errors.Select(e => $"{e.Path} {e.Problem}")];
    }
}
