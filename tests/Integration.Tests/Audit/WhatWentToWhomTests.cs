namespace Offboarding.Integration.Tests.Audit;

/// <summary>What went to whom and when, for one item, one leaver, one recipient, out of the ledger (F7).</summary>
public sealed class WhatWentToWhomTests(Servers servers)
{
    [Fact]
    public async Task F7_every_move_of_one_item_is_found_from_hand_to_hand()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 95));
        Guid caseId = await system.CompleteAsync(new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]));
        await system.Database.ExecuteAsync("UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @leaver", ("leaver", workspace.Leaver));
        await system.Hr.SendAsync(Undo.Exchange, new Undo(workspace, caseId).ToJson());
        await system.Events.OneAsync("offboarding.undo-completed");
        await system.Hr.SendAsync(Reassign.Exchange, new Reassign(workspace).Handing("conversations", "unassigned").ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed");

        const string OfItem = """
            FROM dashboard.handover_ledger l
            WHERE l.workspace_id = @workspace AND l.kind = 'conversations' AND l.last_id >= 42 AND l.first_id <= 42 AND l.item_ids @> ARRAY[42::bigint]
            """;
        (await system.Database.ReadAsync<string>(
            $"SELECT string_agg(l.case_kind || ' to ' || coalesce(l.recipient, 'nobody'), ', ' ORDER BY l.moved_at) {OfItem}", ("workspace", workspace.Id)))
            .ShouldBe("deactivate to Agent 2 Ypsilon, undo to Leaver Ypsilon, reassign to nobody");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM offboarding.handover h WHERE first_id <> (SELECT min(i) FROM unnest(h.item_ids) i) OR last_id <> (SELECT max(i) FROM unnest(h.item_ids) i)")).ShouldBe(0);
        (await system.Database.ReadAsync<long>(
            "SELECT sum(items) FROM dashboard.handover_ledger WHERE workspace_id = @workspace AND recipient_id = @agent", ("workspace", workspace.Id), ("agent", workspace.Agents[0])))
            .ShouldBe(48);
        (await system.Database.ReadAsync<long>(
            "SELECT sum(items) FROM dashboard.handover_ledger WHERE workspace_id = @workspace AND user_id = @leaver AND case_kind = 'deactivate'", ("workspace", workspace.Id), ("leaver", workspace.Leaver)))
            .ShouldBe(95);
    }
}
