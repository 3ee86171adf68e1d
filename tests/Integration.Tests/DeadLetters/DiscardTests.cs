using System.Text;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.DeadLetters;

/// <summary>What nobody has to look at any more leaves the list; it stays where it is and can still be replayed.</summary>
public sealed class DiscardTests(Servers servers)
{
    [Fact]
    public async Task A_refusal_that_is_discarded_says_who_and_why_and_is_replayed_only_by_whoever_says_so()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Heard refused = await stage.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });

        Guid request = await DiscardAsync(stage, refused.EventId, "a test of the HR system");
        await Eventually.ValueAsync(
            () => DiscardedAsync(stage, "refusals"), text => text == "ops.anna: a test of the HR system", "the refusal to be discarded");
        (await stage.Database.ReadAsync<string>(
            "SELECT actor || ' ' || workspace_id || ' ' || (details ->> 'reason') FROM offboarding.audit WHERE action = 'message-discarded' AND operation_id = @id",
            ("id", request))).ShouldBe($"ops.anna {workspace.Id} a test of the HR system");

        (await RefusalOfAsync(stage, await stage.Hr.ReplayAsync(refused.EventId))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("conflicting-request"), e => e.Text("message").ShouldContain("was discarded by ops.anna at "));
        (await stage.Database.ReadAsync<bool>("SELECT replayed_at IS NULL FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId))).ShouldBeTrue();

        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@workspace, @user, 'admin')",
            ("workspace", workspace.Id), ("user", workspace.Agents[0]));
        await stage.Hr.SendAsync(HrSystem.Replay, new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["messageId"] = refused.EventId,
            ["requestedBy"] = "ops.anna",
            ["alsoDiscarded"] = true,
        });
        await stage.Events.OneAsync("offboarding.completed");
    }

    [Fact]
    public async Task A_message_that_could_not_be_read_leaves_what_waits_and_keeps_its_bytes()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        byte[] body = Encoding.UTF8.GetBytes("{ nonsense");
        await stage.Hr.SendAsync(HrSystem.Deactivate, body, "text/plain");
        Guid parked = (await Eventually.ValueAsync(
            () => stage.Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.parked_messages)"), id => id is not null, "the message to be parked"))!.Value;

        Guid request = await DiscardAsync(stage, parked, "not ours");
        await Eventually.ValueAsync(() => DiscardedAsync(stage, "parked_messages"), text => text == "ops.anna: not ours", "it to be discarded");
        (await stage.Database.ReadAsync<bool>("SELECT body = @body FROM offboarding.parked_messages", ("body", body))).ShouldBeTrue();

        (await RefusalOfAsync(stage, await DiscardAsync(stage, parked, "once more"))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("conflicting-request"), e => e.Text("message").ShouldContain("was discarded by ops.anna at "));
        (await DiscardedAsync(stage, "parked_messages")).ShouldBe("ops.anna: not ours");

        // The same request a second time is no second wish; it is handled before the unknown one is answered, or changes nothing after it.
        await DiscardAsync(stage, parked, "not ours", request);
        (await RefusalOfAsync(stage, await DiscardAsync(stage, Guid.NewGuid(), "not ours"))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("invalid-request"), e => e["errors"]!.AsArray().Single()!["path"]!.GetValue<string>().ShouldBe("messageId"));
        stage.Events.Of("offboarding.refused", e => e.RequestId == request).ShouldBeEmpty();
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'message-discarded'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_discards_and_replays_at_once_exactly_one_is_carried_out_and_the_others_are_told()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        Heard refused = await stage.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.user_roles (workspace_id, user_id, role) VALUES (@workspace, @user, 'admin')",
            ("workspace", workspace.Id), ("user", workspace.Agents[0]));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? DiscardAsync(stage, refused.EventId, "nobody leaves") : stage.Hr.ReplayAsync(refused.EventId)));

        IReadOnlyList<Heard> told = await stage.Events.AtLeastAsync(5, "offboarding.refused", e => e.Text("messageName") is "offboarding.discard-message" or HrSystem.Replay);
        told.ShouldAllBe(e => e.Text("code") == "conflicting-request" && e.Text("message").Contains("by ops.anna at "));
        told.Count.ShouldBe(5);
        (await stage.Database.ReadAsync<bool>(
            "SELECT (replayed_at IS NULL) <> (discarded_at IS NULL) FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId))).ShouldBeTrue();
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action IN ('message-discarded', 'message-replayed')")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_that_is_said_again_is_looked_at_again()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        var departure = new Departure(workspace) { User = workspace.Leaver };
        JsonObject wrong = departure.ToJson();
        wrong["reason"] = "no-such-reason";
        await stage.Hr.SendAsync(HrSystem.Deactivate, wrong);
        Heard first = await stage.Events.OneAsync("offboarding.refused");
        await DiscardAsync(stage, first.EventId, "they correct it");
        await Eventually.ValueAsync(() => DiscardedAsync(stage, "refusals"), text => text == "ops.anna: they correct it", "the refusal to be discarded");

        await stage.Hr.SendAsync(HrSystem.Deactivate, wrong);
        await stage.Events.AtLeastAsync(2, "offboarding.refused");
        (await stage.Database.ReadAsync<bool>("SELECT num_nulls(discarded_at, discarded_by, discard_reason, discard_request) = 4 FROM offboarding.refusals")).ShouldBeTrue();
    }

    private static async Task<Guid> DiscardAsync(Stage stage, Guid messageId, string reason, Guid? requestId = null)
    {
        Guid request = requestId ?? Guid.NewGuid();
        await stage.Hr.SendAsync("offboarding.discard-message", new JsonObject
        {
            ["requestId"] = request,
            ["messageId"] = messageId,
            ["requestedBy"] = "ops.anna",
            ["reason"] = reason,
        });
        return request;
    }

    private static Task<Heard> RefusalOfAsync(Stage stage, Guid request) => stage.Events.OneAsync("offboarding.refused", e => e.RequestId == request);

    private static Task<string> DiscardedAsync(Stage stage, string table) => stage.Database.ReadAsync<string>(
        $"SELECT coalesce((SELECT discarded_by || ': ' || discard_reason FROM offboarding.{table} WHERE discarded_at IS NOT NULL), '')");
}
