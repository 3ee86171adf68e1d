using Npgsql;

namespace Offboarding.Integration.Tests.Handover;

/// <summary>Recipients come and go while work is moved; nothing comes to rest on somebody who is inactive (F5).</summary>
public sealed class RecipientTests(Servers servers)
{
    [Fact]
    public async Task F5_a_recipient_who_leaves_in_the_middle_gets_nothing_from_then_on_and_the_others_get_their_share()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "20"), ("Steps:Slice", "00:00:00.010"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        Guid id = await system.OpenAsync(departure);
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT coalesce(max(done), 0) FROM offboarding.steps WHERE name = 'reassign-conversations'") > 100,
            "some items to have moved");
        Guid second = await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[1] }.Handing("one-colleague", workspace.Agents[2]));
        await system.BecomesAsync(id, "completed");

        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ',
                (SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver),
                (SELECT count(*) FROM workspace.conversations WHERE assignee_id = @second),
                (SELECT count(*) FROM workspace.conversations WHERE assignee_id IS NULL),
                (SELECT count(*) FROM workspace.conversations WHERE assignee_id = ANY(@others)))
            """,
            ("leaver", workspace.Leaver), ("second", workspace.Agents[1]), ("others", new[] { workspace.Agents[0], workspace.Agents[2] })))
            .ShouldBe("0 0 0 3000");
        (await system.Database.ReadAsync<bool>(
            """
            SELECT max(id) FILTER (WHERE case_id = @case AND recipient_id = @second) < min(id) FILTER (WHERE case_id = @next) FROM offboarding.handover
            """,
            ("case", id), ("second", workspace.Agents[1]), ("next", second))).ShouldBeTrue("nothing went to them after they were out");

        // Their third of 3,000 is what they had before they left, and what went on to the others; the case says so, once.
        long had = await system.Database.ReadAsync<long>(
            "SELECT sum(cardinality(item_ids))::bigint FROM offboarding.handover WHERE case_id = @case AND recipient_id = @second",
            ("case", id), ("second", workspace.Agents[1]));
        ReceivedEvent reassigned = await system.Events.OneAsync("offboarding.work-reassigned", e => e.OffboardingId == id);
        reassigned["passedOn"]!.ToJsonString().ShouldBe($$"""[{"userId":"{{workspace.Agents[1]}}","items":{{1000 - had}}}]""");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(action || ' ' || (details ->> 'userId') || ' ' || (details ->> 'kind'), ', ') FROM offboarding.audit WHERE case_id = @case AND action = 'recipient-left'",
            ("case", id))).ShouldBe($"recipient-left {workspace.Agents[1]} conversations");
    }

    [Fact]
    public async Task If_nobody_is_left_to_receive_the_step_fails_at_once_with_a_reason_and_a_retry_goes_on_when_somebody_is_back()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 50).WithAccess(openSessions: 1, validTokens: 0));
        Departure departure = new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]);
        await using Blocker session = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        Guid id = await system.OpenAsync(departure);
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[1] });
        await session.ReleaseAsync();

        await system.BecomesAsync(id, "needs-attention");
        ReceivedEvent failed = await system.Events.OneAsync("offboarding.step-failed");
        (failed.Text("step"), failed.Number("attempts"), failed.Text("errorType")).ShouldBe(("reassign-conversations", 1, "StepCannotGoOnException"));
        (await system.Database.ReadAsync<string>("SELECT last_error FROM offboarding.steps WHERE status = 'failed'"))
            .ShouldSatisfyAllConditions(e => e.ShouldContain(workspace.Agents[0].ToString()), e => e.ShouldContain("Make one of them active"));

        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET status = 'active', sign_in_closed_at = NULL WHERE id = @agent", ("agent", workspace.Agents[1]));
        await system.Hr.RetryAsync(id, "reassign-conversations");

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", workspace.Agents[1]))).ShouldBe(50);
    }

    [Fact]
    public async Task An_item_that_somebody_else_holds_is_waited_for_and_not_forgotten()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 40));
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        await using Blocker held = await Blocker.HoldAsync(
            system.Database, "UPDATE workspace.conversations SET subject = 'being edited' WHERE id IN (3, 17)");

        Guid id = await system.OpenAsync(departure);
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id IS NULL") == 38,
            "all but the held ones to be moved");
        await held.IsInTheWayAsync(system.Database);
        await held.ReleaseAsync();

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id IS NULL")).ShouldBe(40);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Work_that_a_colleague_closes_or_takes_meanwhile_is_left_to_them()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 40));
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());
        await using Blocker held = await Blocker.HoldAsync(
            system.Database,
            "UPDATE workspace.conversations SET status = 'closed' WHERE id = 5; UPDATE workspace.conversations SET assignee_id = @agent WHERE id = 6",
            ("agent", workspace.Agents[0]));

        Guid id = await system.OpenAsync(departure);
        await held.IsInTheWayAsync(system.Database);
        await held.ReleaseAsync();

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(id || ' ' || status || ' ' || (assignee_id = @agent), ', ' ORDER BY id) FROM workspace.conversations WHERE assignee_id IS NOT NULL",
            ("agent", workspace.Agents[0]))).ShouldBe("5 closed false, 6 open true");
    }

    [Fact]
    public async Task F5_assignments_that_race_with_a_deactivation_are_moved_on_or_refused_and_none_slips_between()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 100));
        Departure departure = new Departure(workspace).Handing("round-robin", workspace.Agents[0], workspace.Agents[1]);
        using var stop = new CancellationTokenSource();
        int[] refused = new int[4];
        Task[] colleagues = [.. Enumerable.Range(0, 4).Select(n => AssignAsync(n))];

        Guid id = await system.CompleteAsync(departure);
        await Eventually.TrueAsync(() => refused.All(r => r > 0), "every colleague to be refused once");
        await stop.CancelAsync();
        await Task.WhenAll(colleagues);

        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver AND status <> 'closed'", ("leaver", workspace.Leaver))).ShouldBe(0);
        (await system.StateAsync(id)).ShouldBe("completed");

        async Task AssignAsync(int colleague)
        {
            await using var connection = new NpgsqlConnection(system.Database.Owner);
            await connection.OpenAsync();
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await using var command = new NpgsqlCommand(
                        "INSERT INTO workspace.conversations (workspace_id, id, assignee_id, subject) SELECT $1, 1000 + coalesce(max(id), 0), $2, 'new' FROM workspace.conversations WHERE id % 4 = $3",
                        connection)
                    {
                        Parameters = { new() { Value = workspace.Id }, new() { Value = workspace.Leaver }, new() { Value = colleague } },
                    };
                    await command.ExecuteNonQueryAsync();
                }
                catch (PostgresException error) when (error.ConstraintName == "no_open_work_for_inactive_users")
                {
                    refused[colleague]++;
                }
            }
        }
    }
}
