using System.Text;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.DeadLetters;

/// <summary>What nobody has to look at any more leaves the list; it stays where it is and can still be replayed.</summary>
public sealed class DiscardTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_refusal_that_is_discarded_says_who_and_why_and_is_replayed_only_by_whoever_says_so()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });

        Guid request = await DiscardAsync(system, refused.EventId, "a test of the HR system");
        await Eventually.ValueAsync(
            () => DiscardedAsync(system, "refusals"), text => text == "ops.anna: a test of the HR system", "the refusal to be discarded");
        (await system.Database.ReadAsync<string>(
            "SELECT actor || ' ' || workspace_id || ' ' || (details ->> 'reason') FROM offboarding.audit WHERE action = 'message-discarded' AND operation_id = @id",
            ("id", request))).ShouldBe($"ops.anna {workspace.Id} a test of the HR system");

        (await RefusalOfAsync(system, await system.Hr.ReplayAsync(refused.EventId))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("conflicting-request"), e => e.Text("message").ShouldContain("was discarded by ops.anna at "));
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NULL FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId))).ShouldBeTrue();

        await system.GiveRoleAsync(workspace, workspace.Agents[0], "admin");
        await system.Hr.SendAsync(HrSystem.Replay, new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["messageId"] = refused.EventId,
            ["requestedBy"] = "ops.anna",
            ["alsoDiscarded"] = true,
        });
        await system.Events.OneAsync("offboarding.completed");
    }

    [Fact]
    public async Task A_message_that_could_not_be_read_leaves_what_waits_and_keeps_its_bytes()
    {
        await using TestSystem system = await shared.SetAsync();
        byte[] body = Encoding.UTF8.GetBytes("{ nonsense");
        await system.Hr.SendAsync(HrSystem.Deactivate, body, "text/plain");
        Guid parked = (await Eventually.ValueAsync(
            () => system.Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.parked_messages)"), id => id is not null, "the message to be parked"))!.Value;

        Guid request = await DiscardAsync(system, parked, "not ours");
        await Eventually.ValueAsync(() => DiscardedAsync(system, "parked_messages"), text => text == "ops.anna: not ours", "it to be discarded");
        (await system.Database.ReadAsync<bool>("SELECT body = @body FROM offboarding.parked_messages", ("body", body))).ShouldBeTrue();

        (await RefusalOfAsync(system, await DiscardAsync(system, parked, "once more"))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("conflicting-request"), e => e.Text("message").ShouldContain("was discarded by ops.anna at "));
        (await DiscardedAsync(system, "parked_messages")).ShouldBe("ops.anna: not ours");

        // The same request a second time is no second wish; it is handled before the unknown one is answered, or changes nothing after it.
        await DiscardAsync(system, parked, "not ours", request);
        (await RefusalOfAsync(system, await DiscardAsync(system, Guid.NewGuid(), "not ours"))).ShouldSatisfyAllConditions(
            e => e.Text("code").ShouldBe("invalid-request"), e => e["errors"]!.AsArray().Single()!["path"]!.GetValue<string>().ShouldBe("messageId"));
        system.Events.Of("offboarding.refused", e => e.RequestId == request).ShouldBeEmpty();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'message-discarded'")).ShouldBe(1);
    }

    [Fact]
    public async Task Of_discards_and_replays_at_once_exactly_one_is_carried_out_and_the_others_are_told()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "admin");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? DiscardAsync(system, refused.EventId, "nobody leaves") : system.Hr.ReplayAsync(refused.EventId)));

        IReadOnlyList<ReceivedEvent> told = await system.Events.AtLeastAsync(5, "offboarding.refused", e => e.Text("messageName") is "offboarding.discard-message" or HrSystem.Replay);
        told.ShouldAllBe(e => e.Text("code") == "conflicting-request" && e.Text("message").Contains("by ops.anna at "));
        told.Count.ShouldBe(5);
        (await system.Database.ReadAsync<bool>(
            "SELECT (replayed_at IS NULL) <> (discarded_at IS NULL) FROM offboarding.refusals WHERE id = @id", ("id", refused.EventId))).ShouldBeTrue();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action IN ('message-discarded', 'message-replayed')")).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_that_is_said_again_is_looked_at_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        var departure = new Departure(workspace) { User = workspace.Leaver };
        JsonObject wrong = departure.ToJson();
        wrong["reason"] = "no-such-reason";
        await system.Hr.SendAsync(HrSystem.Deactivate, wrong);
        ReceivedEvent first = await system.Events.OneAsync("offboarding.refused");
        await DiscardAsync(system, first.EventId, "they correct it");
        await Eventually.ValueAsync(() => DiscardedAsync(system, "refusals"), text => text == "ops.anna: they correct it", "the refusal to be discarded");

        await system.Hr.SendAsync(HrSystem.Deactivate, wrong);
        await system.Events.AtLeastAsync(2, "offboarding.refused");
        (await system.Database.ReadAsync<bool>("SELECT num_nulls(discarded_at, discarded_by, discard_reason, discard_request) = 4 FROM offboarding.refusals")).ShouldBeTrue();
    }

    private static async Task<Guid> DiscardAsync(TestSystem system, Guid messageId, string reason, Guid? requestId = null)
    {
        Guid request = requestId ?? Guid.NewGuid();
        await system.Hr.SendAsync("offboarding.discard-message", new JsonObject
        {
            ["requestId"] = request,
            ["messageId"] = messageId,
            ["requestedBy"] = "ops.anna",
            ["reason"] = reason,
        });
        return request;
    }

    private static Task<ReceivedEvent> RefusalOfAsync(TestSystem system, Guid request) => system.Events.OneAsync("offboarding.refused", e => e.RequestId == request);

    private static Task<string> DiscardedAsync(TestSystem system, string table) => system.Database.ReadAsync<string>(
        $"SELECT coalesce((SELECT discarded_by || ': ' || discard_reason FROM offboarding.{table} WHERE discarded_at IS NOT NULL), '')");
}
