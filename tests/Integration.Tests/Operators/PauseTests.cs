namespace Offboarding.Integration.Tests.Operators;

/// <summary>A handover stands still and goes on; messages that come late, twice or in between change nothing.</summary>
public sealed class PauseTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_case_that_is_paused_moves_nothing_until_it_is_resumed_and_then_everything_exactly_once()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"), ("Steps:StalledAfter", "00:00:01"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 200));
        (Guid id, Blocker held) = await StartedAsync(system, workspace);
        await using Blocker blocker = held;

        ReceivedEvent paused = await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        paused.Name.ShouldBe("offboarding.paused");
        await held.ReleaseAsync();
        long moved = await Eventually.ValueAsync(() => MovedAsync(system, workspace), m => m > 0, "the batch that was running to end");
        moved.ShouldBe(10);

        // Two sweeps that would ring what stands still, and an operator who retries: the case stays as it is.
        await system.Hr.RetryAsync(id, "reassign-conversations");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[2] });
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        (await system.StateAsync(id)).ShouldBe("paused");
        (await MovedAsync(system, workspace)).ShouldBe(moved);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        (await system.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");

        await system.BecomesAsync(id, "completed");
        (await MovedAsync(system, workspace)).ShouldBe(200);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(action, ' ' ORDER BY id) FROM dashboard.audit WHERE case_id = @case AND actor = 'ops.anna'", ("case", id)))
            .ShouldBe("paused step-retry-declined resumed");
    }

    [Fact]
    public async Task A_case_whose_last_batch_ended_while_it_was_paused_completes_when_it_is_resumed()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        (Guid id, Blocker held) = await StartedAsync(system, workspace);
        await using Blocker blocker = held;
        await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));

        // What a runner writes that was in its last batch when the pause came.
        await held.ReleaseAsync();
        await Eventually.ValueAsync(() => MovedAsync(system, workspace), m => m == 5, "the batch that was running to end");
        await system.Database.ExecuteAsync("UPDATE offboarding.steps SET status = 'done', finished_at = now()");
        (await system.StateAsync(id)).ShouldBe("paused");

        await system.AskAsync(Ask("offboarding.resume-offboarding", workspace, id));

        await system.Events.OneAsync("offboarding.completed", e => e.OffboardingId == id);
    }

    [Fact]
    public async Task Pausing_twice_and_resuming_what_is_not_paused_are_refused()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        (Guid id, Blocker held) = await StartedAsync(system, workspace);
        await using Blocker blocker = held;

        (await system.RefusalAsync(Ask("offboarding.resume-offboarding", workspace, id))).ShouldBe("conflicting-request");
        await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        (await system.RefusalAsync(Ask("offboarding.pause-offboarding", workspace, id))).ShouldBe("conflicting-request");
        await system.AskAsync(Ask("offboarding.resume-offboarding", workspace, id));
        await held.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
        (await system.RefusalAsync(Ask("offboarding.pause-offboarding", workspace, id))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task Ending_sessions_is_not_paused()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await using Blocker session = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        var departure = new Departure(workspace);
        Guid id = await system.OpenAsync(departure);

        ReceivedEvent refused = await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id));
        refused.Text("message").ShouldContain("ending sessions");
        await session.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
    }

    /// <summary>A handover in the middle of its first batch: it has moved the items, and cannot write that into the ledger.</summary>
    private static async Task<(Guid Id, Blocker Held)> StartedAsync(TestSystem system, TestWorkspace workspace)
    {
        Blocker held = await Blocker.HoldAsync(system.Database, "LOCK TABLE offboarding.handover IN EXCLUSIVE MODE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);
        await system.BecomesAsync(id, "handing-over");
        await held.IsInTheWayAsync(system.Database);
        return (id, held);
    }

    private static TestCommand Ask(string exchange, TestWorkspace workspace, Guid id) =>
        new TestCommand(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);

    private static Task<long> MovedAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<long>(
        "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0]));
}
