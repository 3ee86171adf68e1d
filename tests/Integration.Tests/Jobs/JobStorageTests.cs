using Hangfire.States;
using Npgsql;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>Hangfire's schema emptied, dropped or restored from an older backup, and jobs in it that are not ours: the rows decide.</summary>
public sealed class JobStorageTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    [Theory]
    [InlineData("DELETE FROM hangfire.state; DELETE FROM hangfire.jobqueue; DELETE FROM hangfire.set; DELETE FROM hangfire.job")]
    [InlineData("DELETE FROM hangfire.set")]
    [InlineData("UPDATE hangfire.job SET statename = 'Succeeded'")]
    [InlineData("UPDATE hangfire.job SET arguments = '[]'")]
    public async Task What_was_lost_in_the_storage_is_made_again_and_nothing_is_listed_twice(string loss)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string first, HangfireJobs jobs) = await RetryJobTests.WaitAsync(system, workspace);

        await system.Database.ExecuteAsync(loss);

        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>(
                """
                SELECT count(*) = 1 AND bool_and(EXISTS (SELECT FROM hangfire.set s WHERE s.key = 'schedule' AND s.value LIKE '%:' || h.id)
                                                 AND EXISTS (SELECT FROM hangfire.set s WHERE s.key = 'retries' AND s.value = h.id::text)
                                                 AND EXISTS (SELECT FROM offboarding.jobs j WHERE j.job_id = h.id))
                FROM hangfire.job h WHERE h.statename = 'Scheduled' AND h.invocationdata ->> 'Type' = 'offboarding.attempt' AND h.arguments <> '[]'
                """),
            "the retry to be shown again, once");
        await FailingTable.EndAsync(system.Database);
        await jobs.PressAsync("enqueue-now", "ops.anna", await jobs.OfAsync(id, Reassign));
        await system.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_schema_retries_go_on_over_the_broker_and_when_it_is_back_its_jobs_are()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Hangfire:RetryGrace", "00:00:01"), ("Steps:MaxAttempts", "100"), ("Steps:FirstRetryAfter", "00:00:00.200"), ("Steps:LongestRetryAfter", "00:00:00.200"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        Guid id = await RetryJobTests.TroubledAsync(system, workspace);
        var jobs = new HangfireJobs(system);
        await jobs.OfAsync(id, Reassign);

        await DropSchemaAsync(system);

        long attempts = await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= attempts + 2, "two more attempts without a schema");
        await Offboarding.Worker.Infrastructure.Database.DatabaseMigrator.MigrateAsync(system.Database.Owner, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.job WHERE invocationdata ->> 'Type' = 'offboarding.attempt')"), "the job to be there again");
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key = 'recurring-jobs'"), count => count == 6, "the recurring jobs to be there again");
        await FailingTable.EndAsync(system.Database);
        await system.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_without_rights_on_the_schema_still_brings_every_case_to_its_end()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Hangfire:RetryGrace", "00:00:01"), ("Steps:MaxAttempts", "100"));
        await system.Database.ExecuteAsync("REVOKE ALL ON SCHEMA hangfire FROM offboarding_worker");
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        Guid id = await RetryJobTests.TroubledAsync(system, workspace);
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 2, "two attempts");
        await FailingTable.EndAsync(system.Database);
        await system.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task A_restore_of_an_older_state_of_the_storage_neither_runs_an_attempt_twice_nor_loses_one()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await RetryJobTests.WaitAsync(system, workspace);
        await system.Database.ExecuteAsync(
            "CREATE SCHEMA backup; CREATE TABLE backup.job AS TABLE hangfire.job; CREATE TABLE backup.state AS TABLE hangfire.state; CREATE TABLE backup.set AS TABLE hangfire.set");
        await FailingTable.EndAsync(system.Database);
        await jobs.PressAsync("enqueue-now", "ops.anna", job);
        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);

        await system.Database.ExecuteAsync(
            """
            DELETE FROM hangfire.set; DELETE FROM hangfire.state; DELETE FROM hangfire.jobqueue; DELETE FROM hangfire.job;
            INSERT INTO hangfire.job SELECT * FROM backup.job; INSERT INTO hangfire.state SELECT * FROM backup.state; INSERT INTO hangfire.set SELECT * FROM backup.set;
            UPDATE hangfire.set SET score = 0 WHERE key = 'schedule';
            """);

        await Eventually.TrueAsync(async () => await jobs.ListedAsync() == 0, "the restored job to be off every list");
        (await system.StateAsync(id)).ShouldBe("completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task While_PostgreSQL_is_read_only_no_attempt_runs_twice_and_none_is_lost_and_the_log_says_it_once()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        await system.Worker.DisposeAsync();
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            system.Database, system.Broker, ("Steps:MaxAttempts", "100"), ("Steps:FirstRetryAfter", "00:00:00.200"), ("Steps:LongestRetryAfter", "00:00:00.200"));
        List<Guid> cases = [];
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        for (int i = 0; i < 5; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
            Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
            await system.Hr.SendAsync(departure);
            cases.Add(await system.CaseAsync(departure));
        }

        await Eventually.TrueAsync(async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 10, "ten attempts");
        int said = Complaints().Count;

        await ReadOnlyAsync("ALTER DATABASE {0} SET default_transaction_read_only = on");
        TestWorkspace late = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        Departure meanwhile = new Departure(late).Handing("round-robin", [.. late.Agents]);
        await system.Hr.SendAsync(meanwhile);
        long failed = await RolledBackAsync();
        await Eventually.TrueAsync(async () => await RolledBackAsync() > failed + 60, "sixty statements to be refused", TimeSpan.FromMinutes(2));
        List<string> complaints = [.. Complaints().Skip(said)];
        await FailingTable.EndAsync(system.Database);
        await ReadOnlyAsync("ALTER DATABASE {0} RESET default_transaction_read_only");

        cases.Add(await system.CaseAsync(meanwhile));
        foreach (Guid id in cases)
        {
            await system.BecomesAsync(id, "completed");
            (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        }

        await Eventually.TrueAsync(async () => await new HangfireJobs(system).ListedAsync() == 0, "no job to be left");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM (SELECT FROM offboarding.step_attempts GROUP BY case_id, step, attempt HAVING count(*) > 1) twice")).ShouldBe(0);
        complaints.GroupBy(line => line).Where(same => same.Count() > 1).Select(same => $"{same.Count()} times: {same.Key}").ShouldBeEmpty();

        Task<long> RolledBackAsync() => system.Database.ReadAsync<long>("SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()");

        async Task ReadOnlyAsync(string statement) => await system.Database.ExecuteAsync(
            $"SET default_transaction_read_only = off; {string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, system.Database.Name)}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login'");

        // A line of the console names the category, the next one says it, and then comes the error.
        IReadOnlyList<string> Complaints()
        {
            string[] lines = worker.Output.Split('\n');
            return [.. lines.Zip(lines.Skip(1), lines.Skip(2)).Where(l => l.First.StartsWith("warn:", StringComparison.Ordinal) || l.First.StartsWith("fail:", StringComparison.Ordinal))
                .Select(l => $"{l.First[6..]} {l.Second.Trim()} {l.Third.Trim()}")];
        }
    }

    [Fact]
    public async Task A_step_that_this_worker_does_not_know_is_left_to_a_worker_of_another_version_and_without_one_it_fails_and_the_others_go_on()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"), ("Steps:StalledAfter", "00:00:01"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string known, HangfireJobs jobs) = await RetryJobTests.WaitAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);

        // As a newer worker would have begun it.
        await system.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.steps
            SELECT (jsonb_populate_record(s, jsonb_build_object('name', 'wash-the-car'))).* FROM offboarding.steps s WHERE s.case_id = @case AND s.name = @step
            """,
            ("case", id), ("step", Reassign));
        string unknown = await jobs.OfAsync(id, "wash-the-car");
        await jobs.BecomesAsync(unknown, ScheduledState.StateName);
        await system.Database.ExecuteAsync(
            "INSERT INTO offboarding.workers (id, host, process_id, version, broker, seen_at) VALUES (gen_random_uuid(), 'new', 1, '99.0.0', 'connected', now() + interval '1 hour')");
        await jobs.PressAsync("enqueue-now", "ops.anna", unknown, known);
        await jobs.BecomesAsync(known, SucceededState.StateName);
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>(
                "SELECT slice > 3 AND status IN ('ready', 'running') FROM offboarding.steps WHERE case_id = @case AND name = 'wash-the-car'", ("case", id)),
            "the step to have come to this worker again and again, without a failure");
        await system.Database.ExecuteAsync("DELETE FROM offboarding.workers WHERE version = '99.0.0'");

        await jobs.BecomesAsync(unknown, FailedState.StateName);
        (await system.Database.ReadAsync<string>("SELECT last_error FROM offboarding.steps WHERE case_id = @case AND name = 'wash-the-car'", ("case", id)))
            .ShouldBe("This worker has no step named 'wash-the-car'; deploy one that has, then retry.");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Theory]
    [InlineData("System.IO.File, System.Private.CoreLib", "WriteAllText", """["string","string"]""", """["\"x\"", "\"y\""]""", "no type of a job")]
    [InlineData("offboarding.attempt", "DropEverything", "[]", "[]", "does not contain a method")]
    [InlineData("offboarding.attempt", "RunAsync", """["guid","string","int","int","cancellation-token"]""", """["\"67b50000-0000-4000-8000-000000000001\"", "\"reassign-conversations\"", "2", "8", null]""", "There is no case 67b50000")]
    [InlineData("offboarding.attempt", "RunAsync", """["guid","string","int","int","cancellation-token"]""", """["\"not a case\"", "\"reassign-conversations\"", "2", "8", null]""", "")]
    [InlineData("offboarding.date", "RunAsync", """["string","guid","cancellation-token"]""", """["\"last-day\"", "\"67b50000-0000-4000-8000-000000000001\"", null]""", "There is no last-day of 67b50000")]
    [InlineData("offboarding.maintenance", "RunAsync", """["string","cancellation-token"]""", """["\"drop-everything\"", null]""", "There is no maintenance task 'drop-everything'")]
    public async Task A_job_that_is_not_ours_is_not_run_and_ends_failed_with_why(string type, string method, string parameters, string arguments, string why)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        string job = (await system.Database.ReadAsync<long>(
            """
            INSERT INTO hangfire.job (invocationdata, arguments, createdat, statename) VALUES (jsonb_build_object(
                'Type', @type, 'Method', @method, 'ParameterTypes', @parameters, 'Arguments', NULL), @arguments::jsonb, now(), 'Enqueued') RETURNING id
            """,
            ("type", type), ("method", method), ("parameters", parameters), ("arguments", arguments))).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await system.Database.ExecuteAsync(
            "INSERT INTO hangfire.state (jobid, name, createdat, data) VALUES (@job, 'Enqueued', now(), '{}'); INSERT INTO hangfire.jobqueue (jobid, queue) VALUES (@job, 'work')",
            ("job", long.Parse(job, System.Globalization.CultureInfo.InvariantCulture)));

        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<string>("SELECT statename FROM hangfire.job WHERE id::text = @job", ("job", job)), state => state == "Failed", "the job to be failed");
        (await system.Database.ReadAsync<string>(
            "SELECT concat(reason, data) FROM hangfire.state WHERE jobid::text = @job AND name = 'Failed'", ("job", job))).ShouldContain(why);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.state WHERE jobid::text = @job AND name = 'Failed'", ("job", job))).ShouldBe(1);
        // Nothing else waits for it.
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));
    }

    /// <summary>Takes a lock on each of its tables while Hangfire reads several of them: one of the two may be the victim of a deadlock.</summary>
    private static Task DropSchemaAsync(TestSystem system) => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await system.Database.ExecuteAsync("DROP SCHEMA hangfire CASCADE");
                return true;
            }
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                return false;
            }
        },
        "the schema to be gone");
}
