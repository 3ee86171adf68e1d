using System.Text;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Intake;

/// <summary>Whatever comes, it is kept with its bytes and a reason, and the next good message is not delayed.</summary>
public sealed class BadInputTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents+json")]
    public async Task A_CloudEvents_envelope_is_answered_with_what_to_send_instead(string contentType)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace);
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "1",
            ["source"] = "/hr",
            ["type"] = "com.example.leaver",
            ["data"] = departure.ToJson(),
        };

        await system.Hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes(envelope.ToJsonString()), contentType);

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.RequestId, refused.Text("code"), refused["errors"]!.AsArray().ShouldHaveSingleItem()!["path"]!.GetValue<string>())
            .ShouldBe((departure.RequestId, "invalid-request", "specversion"));
        refused.Text("help").ShouldContain("what is under data");
        await system.CompleteAsync(departure);
    }

    [Theory]
    [InlineData("N")]
    [InlineData("B")]
    public async Task Ids_without_dashes_or_in_braces_are_read_as_they_always_were(string format)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace).ToJson();
        json["userId"] = workspace.Leaver.ToString(format);
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        (await system.Events.OneAsync("offboarding.completed"))["userId"]!.GetValue<Guid>().ShouldBe(workspace.Leaver);
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_once_with_its_bytes_and_a_reason_and_keeps_nobody_waiting()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string good = new Departure(workspace).ToJson().ToJsonString();
        (string Label, byte[] Body, string? ContentType, string Reason)[] bad =
        [
            ("cut off", Bytes(good[..^20]), HrSystem.PlainJson, "unreadable"),
            ("not JSON", Bytes("<deactivate user=\"anna\"/>"), "application/xml", "unreadable"),
            ("blank", Bytes("   \n"), HrSystem.PlainJson, "unreadable"),
            ("an array", Bytes("[1, 2, 3]"), HrSystem.PlainJson, "unreadable"),
            ("null", Bytes("null"), HrSystem.PlainJson, "unreadable"),
            ("a string", Bytes("\"deactivate anna\""), HrSystem.PlainJson, "unreadable"),
            ("a number", Bytes("42"), HrSystem.PlainJson, "unreadable"),
            ("two objects", Bytes(good + good), HrSystem.PlainJson, "unreadable"),
            ("not UTF-8", [(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}'], HrSystem.PlainJson, "invalid-request"),
            ("empty", [], HrSystem.PlainJson, "invalid-request"),
            ("UTF-16", Encoding.Unicode.GetBytes(good), "application/json; charset=utf-16", "unreadable"),
            ("10,000 deep", Bytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000)), HrSystem.PlainJson, "unreadable"),
            ("10 MB", Bytes($$"""{ "requestId": "{{new string('x', 10 * 1024 * 1024)}}" }"""), HrSystem.PlainJson, "unreadable"),
            ("an envelope of another type", Envelope("urn:message:Payroll:RaiseSalary", "{}"), HrSystem.EnvelopeJson, "not-understood"),
            ("an envelope without a message", Bytes("""{ "messageType": ["urn:message:Offboarding.Contracts:DeactivateUserRequested"] }"""),
                HrSystem.EnvelopeJson, "unreadable"),
            ("an envelope around nothing", Envelope("urn:message:Offboarding.Contracts:DeactivateUserRequested", "null"), HrSystem.EnvelopeJson, "unreadable"),
        ];

        foreach ((_, byte[] body, string? contentType, _) in bad)
        {
            await system.Hr.SendAsync(HrSystem.Deactivate, body, contentType);
        }

        var departure = new Departure(workspace);
        await system.CompleteAsync(departure);
        foreach ((string label, byte[] body, _, string reason) in bad)
        {
            await Eventually.ValueAsync(
                () => system.Database.ReadAsync<string>(
                    """
                    SELECT coalesce(string_agg(stored, ', '), 'not stored') FROM (
                        SELECT concat_ws(' ', reason, message_name, endpoint) FROM offboarding.parked_messages WHERE body = @body AND error <> ''
                        UNION ALL
                        SELECT concat_ws(' ', code, message_name) FROM offboarding.refusals WHERE body = @body) s (stored)
                    """,
                    ("body", body)),
                stored => stored == (reason == "invalid-request" ? $"{reason} {HrSystem.Deactivate}" : $"{reason} {HrSystem.Deactivate} {HrSystem.Deactivate}"),
                $"'{label}' to be stored as {reason}",
                TimeSpan.FromSeconds(10));
        }

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(1);
    }

    [Fact]
    public async Task What_can_be_read_but_is_wrong_is_refused_with_every_wrong_field()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace).ToJson();
        json["reason"] = "fired";
        json["lastDay"] = "2026-02-30";
        json["lowerSeatLimit"] = "yes";
        json["UserID"] = json["userId"]!.DeepClone();
        json.Remove("userId");
        string body = json.ToJsonString()[..^1] + $",\"requestId\":\"{Guid.NewGuid()}\"}}";

        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes(body));

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        refused.Text("code").ShouldBe("invalid-request");
        refused["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>())
            .ShouldBe(["userId", "reason", "lastDay", "lowerSeatLimit", "UserID", "requestId"], ignoreOrder: true);
        refused["workspaceId"]!.GetValue<Guid>().ShouldBe(workspace.Id, "the answer finds its way back");
        (await system.Database.ReadAsync<string>("SELECT code || ' ' || jsonb_array_length(errors) || ' ' || convert_from(body, 'UTF8') FROM offboarding.refusals"))
            .ShouldBe($"invalid-request 6 {body}");
    }

    [Fact]
    public async Task An_empty_body_an_empty_object_and_one_of_another_world_are_refused_and_the_same_bytes_again_are_the_same_refusal()
    {
        await using TestSystem system = await shared.SetAsync();

        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("{}"));
        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("{}"));
        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("""{ "employee": { "no": 7 } }"""));
        await system.Hr.SendAsync(HrSystem.Deactivate, Array.Empty<byte>());

        IReadOnlyList<ReceivedEvent> refused = await system.Events.AtLeastAsync(4, "offboarding.refused");
        refused.Select(r => r.EventId).Distinct().Count().ShouldBe(3);
        refused.ShouldAllBe(r => r.RequestId == null && r.Text("code") == "invalid-request");
        (await system.Database.ReadAsync<string>("SELECT string_agg(convert_from(body, 'UTF8'), '|' ORDER BY length(body)) FROM offboarding.refusals"))
            .ShouldBe("""|{}|{ "employee": { "no": 7 } }""");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("this is no content type")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_good_message_is_taken_whatever_its_content_type_says(string? contentType)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();

        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes(new Departure(workspace).ToJson().ToJsonString()), contentType);

        await system.Events.OneAsync("offboarding.completed");
    }

    [Fact]
    public async Task Characters_that_a_database_cannot_keep_do_no_harm()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace).ToJson();
        json["reason"] = "nul\0nul";

        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("cut off"), HrSystem.PlainJson, new Dictionary<string, object?> { ["x-note"] = "nul\0nul" });
        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("""{ "reason": "\ud800" }"""));
        await system.Hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:nul\0nul", json);
        await system.CompleteAsync(new Departure(workspace));

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>(
                """
                SELECT concat_ws('; ', (SELECT string_agg(code, ', ') FROM offboarding.refusals),
                                 (SELECT string_agg(reason, ', ' ORDER BY reason) FROM offboarding.parked_messages))
                """),
            stored => stored == "invalid-request; failed, not-understood, unreadable", "all four to be stored");
    }

    [Fact]
    public async Task Headers_and_types_of_all_kinds_do_no_harm()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var headers = new Dictionary<string, object?>
        {
            ["a"] = 1,
            ["b"] = new byte[] { 0, 1, 255 },
            ["c"] = new List<object> { "x", 2L },
            ["d"] = null,
            ["e"] = new Dictionary<string, object?> { ["f"] = true },
            ["MT-Activity-Id"] = "not an activity",
            ["Content-Type"] = "text/html",
            ["MT-Redelivery-Count"] = "many",
        };

        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes("nonsense"), HrSystem.PlainJson, headers);
        await system.Hr.SendAsync(HrSystem.Deactivate, Bytes(new Departure(workspace).ToJson().ToJsonString()), HrSystem.PlainJson, headers);

        await system.Events.OneAsync("offboarding.completed");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages") == 1, "the nonsense to be parked");
    }

    [Theory]
    [InlineData(HrSystem.Retry)]
    [InlineData(HrSystem.Replay)]
    public async Task The_doors_for_operators_are_as_careful(string exchange)
    {
        await using TestSystem system = await shared.SetAsync();

        await system.Hr.SendAsync(exchange, Bytes("nonsense"));
        await system.Hr.SendAsync(exchange, Bytes("{}"));
        await system.Hr.SendInEnvelopeAsync(exchange, "urn:message:Offboarding.Contracts:DeactivateUserRequested", new JsonObject());

        (await system.Events.OneAsync("offboarding.refused")).Text("messageName").ShouldBe(exchange);
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>("SELECT coalesce(string_agg(message_name || ' ' || reason, ', ' ORDER BY reason), '') FROM offboarding.parked_messages"),
            parked => parked == $"{exchange} not-understood, {exchange} unreadable", "both to be parked");
    }

    [Fact]
    public async Task A_flood_of_nonsense_delays_a_good_message_by_moments()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(n => system.Hr.SendAsync(HrSystem.Deactivate, Bytes($"nonsense {n}"))));

        await system.CompleteAsync(new Departure(workspace));

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages"), n => n == 500, "all of it to be parked");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Envelope(string type, string message) =>
        Bytes($$"""{ "messageId": "{{Guid.NewGuid()}}", "messageType": ["{{type}}"], "message": {{message}} }""");
}
