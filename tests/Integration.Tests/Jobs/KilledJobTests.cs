using Hangfire.States;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>Workers that are killed or come from another version, and a selection of thousands.</summary>
public sealed class KilledJobTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task A_worker_that_is_killed_in_an_attempt_holds_up_neither_job_nor_buttons()
    {
        // A worker in this process comes later: what the killed one left behind is all there is.
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2000));
        (Guid id, string job, HangfireJobs jobs) = await RetryJobTests.WaitAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);
        await system.Worker.DisposeAsync();

        (string, string)[] slowly = [("Steps:BatchSize", "1"), ("Steps:Slice", "00:00:00.500"), ("Steps:StalledAfter", "01:00:00"), ("Hangfire:RetryGrace", "01:00:00")];
        await using (WorkerProcess killed = await WorkerProcess.StartAsync(system.Database, system.Broker, slowly))
        {
            await jobs.PressAsync("enqueue-now", "ops.anna", job);
            await system.StepBecomesAsync(id, Reassign, "running");
            await killed.KillAsync();
        }

        // A lock of Hangfire is a row that outlives its process.
        await system.Database.ExecuteAsync(
            "INSERT INTO hangfire.lock (resource, acquired) VALUES ('hangfire:job:' || @job || ':state-lock', now()), ('hangfire:recurring-jobs:lock', now()), ('hangfire:lock:recurring-job:retention', now()) ON CONFLICT DO NOTHING",
            ("job", job));
        // Hangfire itself would leave the job to the killed worker for an hour.
        await system.Database.ExecuteAsync("UPDATE hangfire.jobqueue SET fetchedat = now() + interval '1 hour' WHERE jobid = @job::bigint AND fetchedat IS NOT NULL", ("job", job));
        await system.RestartWorkerAsync(("Steps:StalledAfter", "01:00:00"), ("Hangfire:RetryGrace", "01:00:00"));

        // No sweep helps: the job itself comes back, because the killed worker's lock is free, and goes on where it was. The button answers at once.
        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldBe("the step is running now");
        await Eventually.ValueAsync(() => system.StateAsync(id), state => state == "completed", "the case to be completed", TimeSpan.FromSeconds(60));
        await Eventually.ValueAsync(() => Task.FromResult(jobs.State(job)), state => state == SucceededState.StateName, "the job to succeed", TimeSpan.FromSeconds(60));
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        await Eventually.TrueAsync(
            async () => (await jobs.PressAsync("trigger", "ops.anna", "retention"))["retention"].Length == 0, "the recurring job to be free", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Two_workers_run_each_attempt_once()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:MaxAttempts", "50"), ("Hangfire:RetryGrace", "00:05:00"));
        await using WorkerHost second = await WorkerHost.StartAsync(system.Database, system.Broker, ("Steps:MaxAttempts", "50"), ("Hangfire:RetryGrace", "00:05:00"));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        List<Guid> cases = [];
        for (int i = 0; i < 5; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
            Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
            await system.Hr.SendAsync(departure);
            cases.Add(await system.CaseAsync(departure));
        }

        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 25, "25 attempts");
        await FailingTable.EndAsync(system.Database);

        var jobs = new HangfireJobs(system);
        foreach (Guid id in cases)
        {
            await system.BecomesAsync(id, "completed");
            (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        }

        await Eventually.TrueAsync(async () => await jobs.ListedAsync() == 0, "no job to be left");
        (await jobs.ListedAsync("Succeeded,Deleted")).ShouldBe(5, "one job for each step");
        // Every attempt but the first was run by the job.
        (await system.Database.ReadAsync<bool>(
            "SELECT (SELECT count(*) FROM hangfire.state s JOIN hangfire.job j ON j.id = s.jobid WHERE s.name = 'Processing' AND j.invocationdata ->> 'Type' = 'offboarding.attempt') = (SELECT count(*) FROM offboarding.step_attempts)"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Five_thousand_failed_jobs_are_requeued_at_once_and_the_audit_names_who()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        (Guid id, _, HangfireJobs jobs) = await RetryJobTests.FailAsync(system, workspace);
        await system.Database.ExecuteAsync(
            """
            SET session_replication_role = replica;
            INSERT INTO workspace.users SELECT (jsonb_populate_record(u, jsonb_build_object('id', i.id, 'email', 'copy-' || i.id || '@example.test'))).*
            FROM workspace.users u, (SELECT gen_random_uuid() AS id FROM generate_series(1, 4999)) i WHERE u.id = @leaver;
            INSERT INTO offboarding.cases SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'request_id', gen_random_uuid(), 'user_id', u.id))).*
            FROM offboarding.cases c, workspace.users u WHERE c.id = @case AND u.email LIKE 'copy-%';
            INSERT INTO offboarding.steps SELECT (jsonb_populate_record(s, jsonb_build_object('case_id', c.id))).*
            FROM offboarding.steps s, offboarding.cases c WHERE s.case_id = @case AND c.id <> @case;
            """,
            ("leaver", workspace.Leaver), ("case", id));
        await Eventually.ValueAsync(() => jobs.ListedAsync("Failed"), count => count == 5000, "5,000 failed jobs", TimeSpan.FromSeconds(90));
        string[] all = await system.Database.ReadAsync<string[]>("SELECT array_agg(id::text) FROM hangfire.job WHERE statename = 'Failed'");

        IReadOnlyDictionary<string, string> answers = await jobs.PressAsync("requeue", "ops.anna", all);

        answers.Count.ShouldBe(5000);
        answers.Values.ShouldAllBe(why => why.Length == 0);
        (await system.Database.ReadAsync<string>(
            "SELECT count(*) || ' ' || count(DISTINCT case_id) || ' ' || min(actor) || ' ' || max(actor) FROM offboarding.audit WHERE action = 'step-retried'"))
            .ShouldBe("5000 5000 ops.anna ops.anna");
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(DISTINCT jobid) FROM hangfire.state WHERE name = 'Enqueued' AND reason = 'Requeued by ops.anna'"),
            count => count == 5000, "every job to say who requeued it", TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_the_former_layout_is_upgraded_with_cases_in_progress_and_jobs_left_behind(bool hangfire)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace waiting = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(waiting).Handing("round-robin", [.. waiting.Agents]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, Reassign, "retrying");
        await system.Worker.DisposeAsync();
        await system.Database.ExecuteAsync(
            """
            DROP TABLE offboarding.step_jobs, offboarding.due_jobs, offboarding.jobs, offboarding.job_changes, offboarding.job_action_items, offboarding.job_actions CASCADE;
            DROP FUNCTION offboarding.step_changes_its_job(), offboarding.case_changes_its_jobs(), offboarding.date_changes_its_job() CASCADE;
            DROP FUNCTION offboarding.forget_attempts(interval);
            DROP INDEX workspace.invitations_open_by_id;
            DROP SCHEMA hangfire CASCADE;
            DELETE FROM public.migrations WHERE "MigrationId" LIKE '%0031%';
            COMMENT ON SCHEMA dashboard IS 'an older version';
            """);
        await system.Database.ExecuteAsync(Sql.File("0022_step_jobs.sql"));
        if (hangfire)
        {
            await using var owner = new Npgsql.NpgsqlConnection(system.Database.Owner);
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            global::Hangfire.PostgreSql.PostgreSqlObjectsInstaller.Install(owner, "hangfire");
            await system.Database.ExecuteAsync(
                """
                INSERT INTO hangfire.job (id, invocationdata, arguments, createdat, statename)
                SELECT n, jsonb_build_object('Type', CASE n WHEN 4 THEN 'offboarding.due' ELSE 'offboarding.step' END, 'Method', 'RunAsync',
                                             'ParameterTypes', '["guid","string","long","cancellation-token"]'),
                       jsonb_build_array(to_json(@case::text)::text, to_json('reassign-conversations'::text)::text, '1', NULL), now() - interval '1 hour',
                       (ARRAY['Scheduled', 'Failed', 'Enqueued', 'Scheduled'])[n]
                FROM generate_series(1, 4) n;
                SELECT setval('hangfire.job_id_seq', 100);
                INSERT INTO hangfire.set (key, value, score) VALUES ('schedule', 'work:1', 0), ('retries', '1', 0), ('schedule', 'work:4', 4000000000);
                INSERT INTO hangfire.jobqueue (jobid, queue) VALUES (3, 'work');
                INSERT INTO hangfire.set (key, value, score) VALUES ('recurring-jobs', 'whatever-is-due', 0);
                INSERT INTO hangfire.hash (key, field, value) VALUES
                    ('recurring-job:whatever-is-due', 'Cron', '* * * * *'), ('recurring-job:whatever-is-due', 'Job', '{"Type":"offboarding.due","Method":"RunAsync"}'),
                    ('recurring-job:of-others', 'Job', '{"Type":"Somebody.Else, Somebody","Method":"RunAsync"}');
                INSERT INTO hangfire.set (key, value, score) VALUES ('recurring-jobs', 'of-others', 4000000000);
                INSERT INTO offboarding.step_jobs (workspace_id, case_id, step, slice, queue, job_id)
                SELECT s.workspace_id, s.case_id, s.name, s.slice, 'work', '1' FROM offboarding.steps s WHERE s.case_id = @case AND s.name = 'reassign-conversations';
                """,
                ("case", id));
        }

        (await DatabaseMigrator.MigrateAsync(system.Database.Owner, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        await system.RestartWorkerAsync(("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));

        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job WHERE invocationdata ->> 'Type' IN ('offboarding.step', 'offboarding.due') AND statename NOT IN ('Deleted')"),
            count => count == 0, "the former jobs to be off the lists");
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key = 'recurring-jobs' AND value = 'whatever-is-due'"),
            count => count == 0, "the former recurring job to be gone");
        (await system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.set WHERE key = 'recurring-jobs' AND value = 'of-others')")).ShouldBe(hangfire, "the schema may be shared");
        await FailingTable.EndAsync(system.Database);
        await jobs.PressAsync("enqueue-now", "ops.anna", job);
        await system.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }
}
