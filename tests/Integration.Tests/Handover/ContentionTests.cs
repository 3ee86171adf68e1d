using Npgsql;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Colleagues go on working on the very items that are being moved. Amounts stay exact, and nobody waits for long.</summary>
public sealed class ContentionTests(Servers servers)
{
    [Fact]
    public async Task C4_an_item_that_a_colleague_holds_and_takes_is_not_counted_for_anybody()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "100"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
        await using Blocker colleague = await Blocker.HoldAsync(
            system.Database, "UPDATE workspace.conversations SET assignee_id = @agent WHERE id IN (3, 50, 130)", ("agent", workspace.Agents[2]));

        Departure departure = new Departure(workspace).Handing("fixed", (workspace.Agents[0], 120), (workspace.Agents[1], 110));
        await system.Hr.SendAsync(departure);
        // Far more than a batch waits for a lock; the others are moved around the held ones.
        await Eventually.TrueAsync(async () => await InLedgerAsync(system) == 230, "all amounts to be given while three items are held");
        await colleague.ReleaseAsync();
        await system.BecomesAsync(await system.CaseAsync(departure), "completed");

        (await SharesAsync(system, workspace)).ShouldBe([120, 110]);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[2]))).ShouldBe(3);
    }

    [Fact]
    public async Task C4_an_item_that_is_taken_while_the_batch_waits_for_it_makes_the_batch_begin_again()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "100"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 300));
        Task colleague = TakeWhenWaitedForAsync(system, workspace.Agents[2], "3, 50");
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%taken when waited for%' AND state = 'active' AND datname = current_database() AND pid <> pg_backend_pid())"),
            "the colleague to hold the items");

        await system.CompleteAsync(new Departure(workspace).Handing("fixed", (workspace.Agents[0], 60), (workspace.Agents[1], 150)));
        await colleague;

        (await SharesAsync(system, workspace)).ShouldBe([60, 150]);
    }

    [Fact]
    public async Task C4_amounts_are_exact_while_others_take_and_close_items_at_random()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "50"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6000));
        using var enough = new CancellationTokenSource();
        Task<int>[] colleagues = [.. Enumerable.Range(1, 3).Select(n => WorkAsync(system, workspace, n, enough.Token))];

        await system.CompleteAsync(new Departure(workspace)
            .Handing("fixed", (workspace.Agents[0], 1234), (workspace.Agents[1], 2345)));
        await enough.CancelAsync();

        (await Task.WhenAll(colleagues)).Sum().ShouldBePositive();
        (await SharesAsync(system, workspace)).ShouldBe([1234, 2345]);
    }

    [Fact]
    public async Task D2_a_colleague_who_is_to_receive_an_item_that_somebody_holds_is_locked_out_while_it_is_held()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        await using Blocker application = await Blocker.HoldAsync(system.Database, "UPDATE workspace.conversations SET subject = 'being edited' WHERE id = 3");
        Guid id = await system.OpenAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await application.IsInTheWayAsync(system.Database);

        // Without the limit the colleague would be let go only when the statement of the handover had run into its time limit, and that counts as an attempt.
        Departure colleague = new Departure(workspace) { User = workspace.Agents[0] }.Handing("one-colleague", workspace.Agents[1]);
        await system.Hr.SendAsync(colleague);
        await system.Events.OneAsync("offboarding.sessions-revoked", e => e.RequestId == colleague.RequestId);
        (await AttemptsAsync(system)).ShouldBe(0);

        // Nobody of the plan is left; then it is changed, and waits again for the one item.
        await system.BecomesAsync(id, "needs-attention");
        await system.AskAsync(new TestCommand("offboarding.change-handover", workspace).With("offboardingId", id)
            .With("handover", new System.Text.Json.Nodes.JsonObject { ["conversations"] = Departure.Allocation("one-colleague", (workspace.Agents[2], null)) }));
        await application.IsInTheWayAsync(system.Database);
        await IsPutOffAsync(system);
        await application.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(id::text, ' ' ORDER BY id) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[1]))).ShouldBe("1 2 4");
        (await system.Database.ReadAsync<Guid>("SELECT assignee_id FROM workspace.conversations WHERE id = 3")).ShouldBe(workspace.Agents[2]);
    }

    [Fact]
    public async Task An_item_that_is_held_for_minutes_is_an_attempt_that_people_see_and_the_handover_still_ends_by_itself()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        await using Blocker application = await Blocker.HoldAsync(system.Database, "UPDATE workspace.conversations SET subject = 'being edited' WHERE id = 3");
        Guid id = await system.OpenAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await IsPutOffAsync(system);

        // The slice as it comes after three minutes; the one that waits may have been faster, and this one is stale then.
        await Eventually.TrueAsync(async () =>
        {
            await system.Database.ExecuteAsync(
                """
                INSERT INTO offboarding.outbox (exchange, message_type, body)
                SELECT 'offboarding.run-step', 'urn:message:Offboarding.Worker.Steps:RunStep',
                       convert_to(json_build_object('offboardingId', case_id, 'step', name, 'slice', slice, 'held', 16)::text, 'UTF8')
                FROM offboarding.steps WHERE case_id = @case AND name = 'reassign-conversations' AND status = 'running'
                """,
                ("case", id));
            return await system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.step_attempts WHERE error_type = 'RowsHeldException')");
        }, "an attempt that failed");

        await application.ReleaseAsync();
        await system.BecomesAsync(id, "completed");
    }

    /// <summary>But for those that found nobody left to receive, which is what the lockout brings about.</summary>
    private static Task<long> AttemptsAsync(TestSystem system) =>
        system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts WHERE error_type <> 'StepCannotGoOnException'");

    [Fact]
    public async Task D2_whoever_is_to_get_work_back_is_locked_out_while_somebody_holds_an_item_of_the_undo()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        Guid id = await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await using Blocker application = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations WHERE id = 3 FOR UPDATE");
        var undo = new Undo(workspace, id) { GiveTo = workspace.Agents[1] };
        await system.Hr.SendAsync(Undo.Exchange, undo.ToJson());
        Guid undoing = await system.CaseAsync(undo.RequestId);
        await application.IsInTheWayAsync(system.Database);

        var receiver = new Departure(workspace) { User = workspace.Agents[1] };
        await system.Hr.SendAsync(receiver);
        await system.Events.OneAsync("offboarding.sessions-revoked", e => e.RequestId == receiver.RequestId);
        (await AttemptsAsync(system)).ShouldBe(0);

        await system.BecomesAsync(undoing, "needs-attention");
        await application.ReleaseAsync();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[0]))).ShouldBe(4);
    }

    [Fact]
    public async Task An_attempt_in_hangfire_waits_for_an_item_that_somebody_holds_and_counts_nothing()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:MaxAttempts", "2"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 4));
        await FailingTable.MakeAsync(system.Database, "a broken trigger", "(SELECT count(*) FROM offboarding.step_attempts) = 0");
        await using Blocker application = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations WHERE id = 3 FOR UPDATE");

        Guid id = await system.OpenAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT done = 3 AND slice > 3 FROM offboarding.steps WHERE name = 'reassign-conversations'"), "the attempt to come again to the item");
        await application.IsInTheWayAsync(system.Database);
        await application.ReleaseAsync();

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts")).ShouldBe(1);
    }

    /// <summary>Waits until the step has let go of everything and stays away for a while, instead of asking again and again.</summary>
    private static Task IsPutOffAsync(TestSystem system) => Eventually.TrueAsync(
        () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.outbox WHERE exchange = 'offboarding.run-step' AND deliveries = 0 AND leased_until > now())"),
        "the step to be put off");

    /// <summary>Holds items and keeps them as soon as somebody waits for them: within the few milliseconds for which a batch does wait.</summary>
    private static async Task TakeWhenWaitedForAsync(TestSystem system, Guid agent, string items)
    {
        await using var connection = new NpgsqlConnection(system.Database.Owner);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            $$"""
            DO $taken$ BEGIN -- taken when waited for
                UPDATE workspace.conversations SET assignee_id = '{{agent}}' WHERE id IN ({{items}});
                WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pg_backend_pid() = ANY(pg_blocking_pids(pid))) LOOP
                    PERFORM pg_sleep(0.002);
                    PERFORM pg_stat_clear_snapshot();
                END LOOP;
            END $taken$
            """, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Takes or closes random items of the leaver, one after the other, as fast as the database answers.</summary>
    private static async Task<int> WorkAsync(TestSystem system, TestWorkspace workspace, int seed, CancellationToken enough)
    {
        var random = new Random(seed);
        await using var connection = new NpgsqlConnection(system.Database.Owner);
        await connection.OpenAsync(CancellationToken.None);
        int changed = 0;
        // No more than a third of them, or the amounts could not be reached.
        while (!enough.IsCancellationRequested && changed < 700)
        {
            await using var command = new NpgsqlCommand(
                """
                UPDATE workspace.conversations
                SET assignee_id = CASE WHEN @close THEN assignee_id ELSE @agent END, status = CASE WHEN @close THEN 'closed' ELSE status END
                WHERE workspace_id = @workspace AND id = @id AND assignee_id = @leaver AND status <> 'closed'
                """, connection)
            {
                Parameters =
                {
                    new("close", random.Next(2) == 0), new("agent", workspace.Agents[2]), new("workspace", workspace.Id),
                    new("id", (long)random.Next(1, 6001)), new("leaver", workspace.Leaver),
                },
            };
            changed += await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return changed;
    }

    private static Task<long> InLedgerAsync(TestSystem system) =>
        system.Database.ReadAsync<long>("SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover");

    private static async Task<long[]> SharesAsync(TestSystem system, TestWorkspace workspace)
    {
        var shares = new List<long>();
        foreach (Guid agent in workspace.Agents.Take(2))
        {
            shares.Add(await system.Database.ReadAsync<long>(
                "SELECT coalesce(sum(cardinality(item_ids)), 0)::bigint FROM offboarding.handover WHERE recipient_id = @agent", ("agent", agent)));
        }

        return [.. shares];
    }
}
