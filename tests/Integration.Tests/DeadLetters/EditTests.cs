using System.Text;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.DeadLetters;

/// <summary>An operator edits a stored message: it is read as the bus reads it, sent as a new message, and both texts are kept.</summary>
public sealed class EditTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edited_message_is_sent_in_place_of_the_refused_one_and_both_texts_are_kept_with_who_and_why(bool inEnvelope)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace) { RequestedBy = workspace.Agents[0] }.ToJson();
        await (inEnvelope
            ? system.Hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Offboarding.Contracts:DeactivateUserRequested", json)
            : system.Hr.SendAsync(HrSystem.Deactivate, json));
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        json["requestedBy"] = workspace.Admin;

        Guid edit = await EditAsync(system, refused.EventId, json.ToJsonString());

        (await system.Events.OneAsync("offboarding.completed")).RequestId.ShouldBe(json["requestId"]!.GetValue<Guid>());
        (await system.Database.ReadAsync<string>(
            "SELECT format('%s %s %s %s %s', e.sent, e.edited_by, e.reason, position(@wrong IN convert_from(e.original_body, 'UTF8')) > 0, convert_from(e.body, 'UTF8') = @text) FROM dashboard.message_edits e",
            ("wrong", workspace.Agents[0].ToString()), ("text", json.ToJsonString()))).ShouldBe("t ops.anna the wrong person asked t t");
        (await system.Database.ReadAsync<string>(
            "SELECT format('%s %s %s %s', actor, workspace_id, details ->> 'messageId', details ->> 'reason') FROM offboarding.audit WHERE action = 'message-resent' AND operation_id = @edit", ("edit", edit)))
            .ShouldBe($"ops.anna {workspace.Id} {refused.EventId} the wrong person asked");
        (await system.Database.ReadAsync<string>("SELECT s.actor || ' ' || s.comment FROM dashboard.case_senders s")).ShouldBe("ops.anna the wrong person asked");
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NOT NULL FROM offboarding.refusals")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_wrong_is_named_field_by_field_nothing_is_sent_and_the_message_goes_on_waiting()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid parked = await ParkAsync(system);
        JsonObject json = new Departure(workspace).ToJson();
        json["reason"] = "bored";
        json["handover"] = new JsonObject { ["conversations"] = new JsonObject { ["strategy"] = "ratio", ["recipients"] = new JsonArray(new JsonObject { ["amount"] = -5 }) } };
        json["colour"] = "red";

        Guid edit = await EditAsync(system, parked, json.ToJsonString());

        string errors = await ErrorsAsync(system, edit);
        foreach (string path in (string[])["reason", "handover.conversations.recipients[0].amount", "colour"])
        {
            errors.ShouldContain($"\"path\": \"{path}\"");
        }

        (await ErrorsAsync(system, await EditAsync(system, parked, "{ \"requestId\": "))).ShouldContain("is not JSON: line 1, character");
        (await ErrorsAsync(system, await EditAsync(system, parked, "[]"))).ShouldContain("is not an object");
        (await system.Database.ReadAsync<string>("SELECT format('%s %s %s', count(*), count(*) FILTER (WHERE sent), (SELECT count(*) FROM offboarding.refusals)) FROM offboarding.message_edits")).ShouldBe("3 0 0");
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NULL FROM offboarding.parked_messages")).ShouldBeTrue();

        await EditAsync(system, parked, new Departure(workspace).ToJson().ToJsonString());
        await system.Events.OneAsync("offboarding.completed");
    }

    [Fact]
    public async Task An_edit_lends_nobody_a_right_and_the_same_edit_again_sends_nothing_twice()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        // Refused for another reason than the right of who asks, who leaves then: the same bytes could be replayed.
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });
        refused.Text("code").ShouldBe("only-owner");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Admin, RequestedBy = workspace.Owner });
        var edited = new Departure(workspace) { RequestId = refused.RequestId!.Value };

        Guid edit = await EditAsync(system, refused.EventId, edited.ToJson().ToJsonString());
        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == refused.RequestId && e.Text("code") == "not-permitted")).EventId.ShouldNotBe(refused.EventId);
        await EditAsync(system, refused.EventId, edited.ToJson().ToJsonString(), edit);

        Guid late = await EditAsync(system, refused.EventId, edited.ToJson().ToJsonString());
        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == late)).Text("message").ShouldContain("was replayed by ops.anna at ");
        system.Events.Of("offboarding.refused", e => e.RequestId == edit).ShouldBeEmpty();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'message-resent'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_edit_again_does_not_take_away_what_was_refused_again_meanwhile()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });
        string edited = (new Departure(workspace) { User = workspace.Owner, RequestId = refused.RequestId!.Value }).Handing("one-colleague", workspace.Agents[0]).ToJson().ToJsonString();

        // Still the only owner: refused again, with the same id.
        Guid edit = await EditAsync(system, refused.EventId, edited);
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT earlier <> '[]' AND replayed_at IS NULL FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId)), "the second refusal");
        await EditAsync(system, refused.EventId, edited, edit);

        // Commands of one queue are begun in their order, and this one is answered.
        await EditAsync(system, refused.EventId, "{}");
        await Eventually.TrueAsync(() => system.Database.ReadAsync<bool>("SELECT count(*) = 2 FROM offboarding.message_edits"), "the last edit to be declined");
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NULL FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId))).ShouldBeTrue("it waits for somebody");

        // What the HR system sends again is its own request, and not compared with what an operator made of it.
        await system.Hr.SendAsync(new Departure(workspace) { User = workspace.Owner, RequestId = refused.RequestId.Value });
        await system.Events.AtLeastAsync(3, "offboarding.refused");
        system.Events.Of("offboarding.refused").ShouldAllBe(e => e.EventId == refused.EventId);
    }

    [Fact]
    public async Task What_operators_ask_for_in_their_own_name_cannot_be_edited_and_an_edit_needs_a_reason()
    {
        await using TestSystem system = await shared.SetAsync();
        await system.Hr.SendAsync("offboarding.approve-mass-change", Encoding.UTF8.GetBytes("{ nonsense"), "text/plain");
        Guid parked = await ParkedAsync(system);

        (await ErrorsAsync(system, await EditAsync(system, parked, "{}"))).ShouldContain("only requests of a workspace can be edited");

        var request = Guid.NewGuid();
        await system.Hr.SendAsync(HrSystem.Replay, new JsonObject { ["requestId"] = request, ["messageId"] = parked, ["requestedBy"] = "ops.anna", ["editedBody"] = "{}" });
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused", e => e.RequestId == request);
        (refused.Text("code"), refused["errors"]!.AsArray().Single()!["path"]!.GetValue<string>()).ShouldBe(("invalid-request", "reason"));
    }

    private static async Task<Guid> EditAsync(TestSystem system, Guid messageId, string text, Guid? request = null)
    {
        Guid id = request ?? Guid.NewGuid();
        await system.Hr.SendAsync(HrSystem.Replay, new JsonObject
        {
            ["requestId"] = id,
            ["messageId"] = messageId,
            ["requestedBy"] = "ops.anna",
            ["editedBody"] = text,
            ["reason"] = "the wrong person asked",
        });
        return id;
    }

    private static async Task<string> ErrorsAsync(TestSystem system, Guid edit) => (await Eventually.ValueAsync(
        () => system.Database.ReadAsync<string?>("SELECT (SELECT e.errors::text FROM dashboard.message_edits e WHERE e.id = @edit)", ("edit", edit)),
        text => text is not null, "the edit to be answered"))!;

    private static async Task<Guid> ParkAsync(TestSystem system)
    {
        await system.Hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes("{ nonsense"), "text/plain");
        return await ParkedAsync(system);
    }

    private static async Task<Guid> ParkedAsync(TestSystem system) => (await Eventually.ValueAsync(
        () => system.Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.parked_messages)"), id => id is not null, "the message to be parked"))!.Value;
}
