using Npgsql;

namespace Offboarding.Integration.Tests.Steps;

/// <summary>Short steps run with the request, and whoever ends a step takes the case on (docs/adr/0036).</summary>
public sealed class ShortStepTests(Servers servers)
{
    [Fact]
    public async Task A_departure_with_nothing_to_hand_over_is_one_transaction()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        // Written once, as it is in the end: docs/adr/0040.
        await system.Database.ExecuteAsync("CREATE FUNCTION public.never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'written twice'; END $$");
        // One table after the other: locks on both at once would meet those of a sweep that reads both.
        foreach (string table in (string[])["cases", "steps"])
        {
            await system.Database.ExecuteAsync($"CREATE TRIGGER never BEFORE UPDATE ON offboarding.{table} FOR EACH ROW EXECUTE FUNCTION public.never()");
        }

        Guid id = await system.CompleteAsync(new Departure(await system.WorkspaceAsync()));

        (await system.Database.ReadAsync<long>(
            "SELECT count(DISTINCT t) FROM offboarding.cases c, offboarding.steps s, unnest(ARRAY[c.requested_at, c.sign_in_closed_at, c.completed_at, s.finished_at]) t WHERE c.id = @id AND s.case_id = c.id",
            ("id", id))).ShouldBe(1, "now() is the start of a transaction");
        (await system.Database.ReadAsync<bool>("SELECT sessions_ended_at > sign_in_closed_at FROM offboarding.cases")).ShouldBeTrue("a lockout takes time");
        (await system.Database.ReadAsync<string>("SELECT string_agg(action, ' ' ORDER BY id) FROM offboarding.audit WHERE case_id = @id", ("id", id))).ShouldBe("started completed");
        string[] said = ["offboarding.started", "offboarding.sessions-revoked", "offboarding.step-completed", "offboarding.seat-released", "offboarding.completed"];
        foreach (string name in said)
        {
            await system.Events.AtLeastAsync(1, name);
        }
    }

    [Fact]
    public async Task A_handover_is_one_more_transaction_that_completes_the_case()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        Guid id = await system.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        (await system.Database.ReadAsync<bool>(
            "SELECT c.completed_at = s.finished_at AND s.started_at = s.finished_at AND s.started_at > c.started_at FROM offboarding.cases c, offboarding.steps s WHERE s.case_id = c.id AND s.name = 'reassign-conversations'"))
            .ShouldBeTrue();
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_short_step_that_fails_takes_nothing_with_it_and_its_attempts_are_counted()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:MaxAttempts", "2"), ("Steps:FirstRetryAfter", "00:00:00.010"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.Database.ExecuteAsync("ALTER TABLE offboarding.seat_changes ADD CONSTRAINT trouble CHECK (change <> 'released') NOT VALID");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);

        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "update-seats", "failed");
        await system.StepBecomesAsync(id, "reassign-conversations", "done");
        await system.BecomesAsync(id, "needs-attention");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(0);
        (await system.Database.ReadAsync<string>("SELECT string_agg(DISTINCT step, ' ') || count(*) FROM offboarding.step_attempts")).ShouldBe("update-seats2");

        await system.Database.ExecuteAsync("ALTER TABLE offboarding.seat_changes DROP CONSTRAINT trouble");
        await system.Hr.RetryAsync(id, "update-seats");
        await system.BecomesAsync(id, "completed");
        (await system.Events.AtLeastAsync(1, "offboarding.sessions-revoked")).Select(e => e.EventId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_request_whose_short_step_finds_the_disk_full_waits_and_is_no_dead_letter()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        // Counts although everything is rolled back. Npgsql gives up a connection that had an error of this class.
        await system.Database.ExecuteAsync("CREATE SEQUENCE workspace.tries; GRANT USAGE ON SEQUENCE workspace.tries TO PUBLIC");
        await FailingTable.MakeAsync(system.Database, "no room", "nextval('workspace.tries') > 0", "sessions", PostgresErrorCodes.DiskFull);
        Departure departure = new(workspace);
        await system.Hr.SendAsync(departure);
        await Eventually.TrueAsync(() => system.Database.ReadAsync<bool>("SELECT last_value > 6 FROM workspace.tries"), "more tries than a message has that cannot be handled");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);

        await FailingTable.EndAsync(system.Database, "sessions");

        (await system.Events.OneAsync("offboarding.completed")).RequestId.ShouldBe(departure.RequestId);
    }

    [Fact]
    public async Task A_leaver_with_more_sessions_than_a_batch_is_signed_out_by_messages()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "1"));
        Guid id = await system.CompleteAsync(new Departure(await system.WorkspaceAsync()));

        (await system.Database.ReadAsync<bool>("SELECT slice > 0 AND done = total FROM offboarding.steps WHERE case_id = @id AND name = 'sign-out-sessions'", ("id", id))).ShouldBeTrue();
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM workspace.sessions WHERE ended_at IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_ends_while_somebody_has_the_case_leaves_it_to_the_saga()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 10));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await using Blocker item = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations WHERE id = 5 FOR UPDATE");
        Guid id = await system.OpenAsync(departure);
        await item.IsInTheWayAsync(system.Database);
        await using (Blocker @case = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM offboarding.cases WHERE id = @id FOR NO KEY UPDATE", ("id", id)))
        {
            await item.ReleaseAsync();
            await system.StepBecomesAsync(id, "reassign-conversations", "done");
            await @case.IsInTheWayAsync(system.Database);
            (await system.StateAsync(id)).ShouldBe("handing-over");
        }

        await system.BecomesAsync(id, "completed");
        (await system.Events.AtLeastAsync(1, "offboarding.completed")).Select(e => e.EventId).Distinct().ShouldHaveSingleItem();
    }
}
