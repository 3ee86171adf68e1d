namespace Offboarding.Integration.Tests.Handover;

/// <summary>Snoozed conversations, callbacks and follow-ups: the time stays, the owner is new (D5).</summary>
public sealed class ScheduledWorkTests(Servers servers)
{
    [Theory]
    [InlineData("move", "callback 4, follow-up 3, open 2, snoozed 6")]
    [InlineData("wake", "callback 4, follow-up 3, open 8")]
    public async Task D5_callbacks_and_follow_ups_keep_their_time_and_get_the_new_owner_whether_snoozed_ones_are_moved_or_woken(
        string snoozed, string expected)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "4"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2, snoozed: 6, callbacks: 4, followUps: 3, closed: 5));
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET due_at = due_at + id * interval '1 hour'");
        string times = await TimesAsync(system);

        await system.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]).With("snoozed", snoozed));

        (await TimesAsync(system)).ShouldBe(times);
        (await system.Database.ReadAsync<string>(
            """
            SELECT string_agg(status || ' ' || n, ', ' ORDER BY status) FROM (
                SELECT status, count(*) AS n FROM workspace.conversations WHERE assignee_id = ANY(@agents) GROUP BY status) s
            """, ("agents", workspace.Agents.ToArray()))).ShouldBe(expected);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver AND status <> 'closed'", ("leaver", workspace.Leaver))).ShouldBe(0);
    }

    private static Task<string> TimesAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT string_agg(concat_ws(' ', id, status, due_at), '|' ORDER BY id) FROM workspace.conversations WHERE status IN ('callback', 'follow-up')");
}
