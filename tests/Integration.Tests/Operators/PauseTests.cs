namespace Offboarding.Integration.Tests.Operators;

/// <summary>A handover stands still and goes on; messages that come late, twice or in between change nothing.</summary>
public sealed class PauseTests(Servers servers)
{
    [Fact]
    public async Task A_case_that_is_paused_moves_nothing_until_it_is_resumed_and_then_everything_exactly_once()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:StandingStillAfter", "00:00:01"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 200));
        (Guid id, Blocker held) = await StartedAsync(stage, workspace);
        await using Blocker blocker = held;

        Heard paused = await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        paused.Name.ShouldBe("offboarding.paused");
        await held.ReleaseAsync();
        long moved = await Eventually.ValueAsync(() => MovedAsync(stage, workspace), m => m > 0, "the batch that was running to end");
        moved.ShouldBe(10);

        // Two sweeps that would ring what stands still, and an operator who retries: the case stays as it is.
        await stage.Hr.RetryAsync(id, "reassign-conversations");
        await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[2] });
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        (await stage.StateAsync(id)).ShouldBe("paused");
        (await MovedAsync(stage, workspace)).ShouldBe(moved);
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        (await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");

        await stage.BecomesAsync(id, "completed");
        (await MovedAsync(stage, workspace)).ShouldBe(200);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
        (await stage.Database.ReadAsync<string>(
            "SELECT string_agg(action, ' ' ORDER BY id) FROM dashboard.audit WHERE case_id = @case AND actor = 'ops.anna'", ("case", id)))
            .ShouldBe("paused step-retry-declined resumed");
    }

    [Fact]
    public async Task A_case_whose_last_batch_ended_while_it_was_paused_completes_when_it_is_resumed()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        (Guid id, Blocker held) = await StartedAsync(stage, workspace);
        await using Blocker blocker = held;
        await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));

        // What a runner writes that was in its last batch when the pause came.
        await held.ReleaseAsync();
        await Eventually.ValueAsync(() => MovedAsync(stage, workspace), m => m == 5, "the batch that was running to end");
        await stage.Database.ExecuteAsync("UPDATE offboarding.steps SET status = 'done', finished_at = now()");
        (await stage.StateAsync(id)).ShouldBe("paused");

        await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id));

        await stage.Events.OneAsync("offboarding.completed", e => e.OffboardingId == id);
    }

    [Fact]
    public async Task Pausing_twice_and_resuming_what_is_not_paused_are_refused()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        (Guid id, Blocker held) = await StartedAsync(stage, workspace);
        await using Blocker blocker = held;

        (await stage.RefusalAsync(Ask("offboarding.resume-offboarding", workspace, id))).ShouldBe("conflicting-request");
        await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        (await stage.RefusalAsync(Ask("offboarding.pause-offboarding", workspace, id))).ShouldBe("conflicting-request");
        await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id));
        await held.ReleaseAsync();
        await stage.BecomesAsync(id, "completed");
        (await stage.RefusalAsync(Ask("offboarding.pause-offboarding", workspace, id))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task Ending_sessions_is_not_paused()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        await using Blocker session = await Blocker.HoldAsync(stage.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        var departure = new Departure(workspace);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);

        Heard refused = await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        refused.Text("message").ShouldContain("ending sessions");
        await session.ReleaseAsync();
        await stage.BecomesAsync(id, "completed");
    }

    /// <summary>A handover that waits for conversations somebody holds.</summary>
    private static async Task<(Guid Id, Blocker Held)> StartedAsync(Stage stage, TestWorkspace workspace)
    {
        Blocker held = await Blocker.HoldAsync(stage.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.BecomesAsync(id, "handing-over");
        await held.IsInTheWayAsync(stage.Database);
        return (id, held);
    }

    private static Wish Ask(string exchange, TestWorkspace workspace, Guid id) =>
        new Wish(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);

    private static Task<long> MovedAsync(Stage stage, TestWorkspace workspace) => stage.Database.ReadAsync<long>(
        "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0]));
}
