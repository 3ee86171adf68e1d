namespace Offboarding.Integration.Tests.Steps;

/// <summary>What happens when a batch fails: attempts with their errors, patience, needs-attention, and an operator's retry.</summary>
public sealed class FailingStepTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task A_step_that_runs_out_of_attempts_needs_attention_the_others_go_on_and_a_retry_brings_it_to_the_end()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        await system.Hr.SendAsync(departure);
        ReceivedEvent failed = await system.Events.OneAsync("offboarding.step-failed");
        Guid id = failed.OffboardingId;
        (failed.Text("step"), failed.Number("attempts"), failed.Text("errorType")).ShouldBe((Reassign, 3, "PostgresException"));
        await system.BecomesAsync(id, "needs-attention");
        await system.StepBecomesAsync(id, "update-seats", "done");
        (await system.StepAsync(id, "sign-out-sessions")).ShouldBe("done");
        (await system.Database.ReadAsync<string>(
            """
            SELECT string_agg(concat_ws(' ', attempt, transient, error_type, message), '; ' ORDER BY attempt) FROM offboarding.step_attempts
            """)).ShouldBe(string.Join("; ", Enumerable.Range(1, 3).Select(n => $"{n} f PostgresException P0001: the disk is full")));
        (await system.Database.ReadAsync<string>("SELECT last_error FROM offboarding.steps WHERE status = 'failed'")).ShouldBe("P0001: the disk is full");
        (await system.Database.ReadAsync<bool>("SELECT bool_and(stack LIKE '%ReassignWorkStep%' AND started_at <= failed_at) FROM offboarding.step_attempts")).ShouldBeTrue();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id <> @leaver", ("leaver", workspace.Leaver))).ShouldBe(0);

        await FailingTable.EndAsync(system.Database);
        Guid request = await system.Hr.RetryAsync(id, Reassign);

        await system.Events.OneAsync("offboarding.completed");
        await system.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, action, details ->> 'step') FROM offboarding.audit WHERE operation_id = @id", ("id", request)))
            .ShouldBe($"ops.anna step-retried {Reassign}");
        system.Events.Of("offboarding.step-failed").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Attempts_count_from_the_last_progress_on()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "5"), ("Steps:MaxAttempts", "2"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        // One failure behind each batch: five in all, and never two without progress between them.
        await FailingTable.MakeAsync(
            system.Database, "not now",
            "OLD.id % 5 = 1 AND OLD.id > 1 AND (SELECT count(*) FROM offboarding.step_attempts a WHERE a.workspace_id = OLD.workspace_id) < (OLD.id - 1) / 5");

        Guid id = await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));

        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', status, attempts, attempt_limit, done) FROM offboarding.steps WHERE case_id = @case AND name = 'reassign-conversations'", ("case", id))).ShouldBe("done 5 7 30");
        system.Events.Of("offboarding.step-failed").ShouldBeEmpty();
    }

    [Fact]
    public async Task Attempts_wait_longer_each_time_and_a_trouble_that_ends_by_itself_needs_nobody()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Steps:MaxAttempts", "20"), ("Steps:FirstRetryAfter", "00:00:00.200"), ("Steps:LongestRetryAfter", "00:00:10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        await FailingTable.MakeAsync(system.Database, "not yet");
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await system.OpenAsync(departure);
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 4, "four attempts");
        await FailingTable.EndAsync(system.Database);

        await system.BecomesAsync(id, "completed");
        // Waits of 0.2, 0.4 and 0.8 s, each with jitter of up to a half off, and never early.
        double[] waits = await system.Database.ReadAsync<double[]>(
            """
            SELECT array_agg(seconds ORDER BY attempt) FROM (
                SELECT attempt, extract(epoch FROM failed_at - lag(failed_at) OVER (ORDER BY attempt))::float8 AS seconds
                FROM offboarding.step_attempts) a WHERE attempt BETWEEN 2 AND 4
            """);
        waits[0].ShouldBeGreaterThanOrEqualTo(0.1);
        waits[1].ShouldBeGreaterThanOrEqualTo(0.2);
        waits[2].ShouldBeGreaterThanOrEqualTo(0.4);
        system.Events.Of("offboarding.step-failed").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_failure_in_the_middle_keeps_what_was_done_and_a_retry_goes_on_from_there()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 100));
        await FailingTable.MakeAsync(system.Database, "bad row", "NEW.id = 55");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, Reassign, "failed");
        (await system.Database.ReadAsync<long>("SELECT done FROM offboarding.steps WHERE name = @name", ("name", Reassign))).ShouldBe(50);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id <> @leaver", ("leaver", workspace.Leaver))).ShouldBe(50);

        await FailingTable.EndAsync(system.Database);
        await system.Hr.RetryAsync(id, Reassign);
        await system.BecomesAsync(id, "completed");

        // The split is the one an untroubled run would have made.
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = (@agents::uuid[])[1 + (id - 1) % 3]",
            ("agents", workspace.Agents.ToArray()))).ShouldBe(100);
    }

    [Fact]
    public async Task A_failed_lockout_keeps_nobody_from_getting_the_work()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        await FailingTable.MakeAsync(system.Database, "sessions are stuck", table: "sessions");
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, Reassign, "done");
        await system.BecomesAsync(id, "needs-attention");
        (await system.StepAsync(id, "sign-out-sessions")).ShouldBe("failed");

        await FailingTable.EndAsync(system.Database, "sessions");
        await system.Hr.RetryAsync(id, "sign-out-sessions");
        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_halves_the_batch()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "16"), ("Steps:MaxAttempts", "6"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 40));
        // What the server reports when statement_timeout is hit, for every batch of more than four.
        await system.Database.ExecuteAsync(
            """
            CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT count(*) FROM new_rows) > 4 THEN
                    RAISE EXCEPTION 'canceling statement due to statement timeout' USING ERRCODE = 'query_canceled';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER trouble AFTER UPDATE ON workspace.conversations REFERENCING NEW TABLE AS new_rows
                FOR EACH STATEMENT EXECUTE FUNCTION trouble();
            """);
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await system.CompleteAsync(departure);

        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', batch_size, attempts, done) FROM offboarding.steps WHERE case_id = @case AND name = @name", ("case", id), ("name", Reassign)))
            .ShouldBe("4 2 40");
        (await system.Database.ReadAsync<bool>("SELECT bool_and(transient) FROM offboarding.step_attempts")).ShouldBeTrue();
    }
}
