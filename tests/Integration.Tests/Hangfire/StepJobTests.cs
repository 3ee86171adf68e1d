using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Hangfire;

/// <summary>Steps as Hangfire's jobs: what an operator does to a job is done to the step, once.</summary>
public sealed class StepJobTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    private static readonly (string, string) Hangfire = ("Steps:Engine", "Hangfire");

    [Fact]
    public async Task A_step_is_a_job_whose_arguments_are_ids_in_the_queue_of_its_lane()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        Guid id = await stage.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        var jobs = new Jobs(stage.Database);
        foreach ((string step, string queue) in new[] { ("sign-out-sessions", "lockout"), (Reassign, "work"), ("update-seats", "work") })
        {
            string job = await jobs.OfAsync(id, step);
            await jobs.BecomesAsync(job, SucceededState.StateName);
            JobDetailsDto details = jobs.Details(job);
            details.Job.Type.ShouldBe(typeof(IStepJob));
            details.Job.Args.Take(3).ShouldBe([id, step, 1L]);
            details.History.Single(h => h.StateName == EnqueuedState.StateName).Data["Queue"].ShouldBe(queue);
        }

        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox WHERE exchange LIKE '%run%step'")).ShouldBe(0);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_slice_that_has_more_to_do_goes_on_as_the_next_job()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire, ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 300));
        Guid id = await stage.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        long slices = await stage.Database.ReadAsync<long>("SELECT slice FROM offboarding.steps WHERE name = @name", ("name", Reassign));
        slices.ShouldBeGreaterThan(1);
        (await stage.Database.ReadAsync<long>(
            "SELECT count(DISTINCT arguments ->> 2) FROM hangfire.job WHERE arguments ->> 1 = @name", ("name", $"\"{Reassign}\""))).ShouldBe(slices);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task An_attempt_that_failed_waits_in_Hangfires_retries_and_the_same_job_goes_on()
    {
        await using Stage stage = await Stage.SetAsync(
            servers, Hangfire, ("Steps:MaxAttempts", "50"), ("Steps:FirstRetryAfter", "00:00:00.500"), ("Steps:LongestRetryAfter", "00:00:01"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        await Trouble.MakeAsync(stage.Database, "Maria Smith is in the way");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        var jobs = new Jobs(stage.Database);
        string job = await jobs.OfAsync(id, Reassign);
        await Eventually.TrueAsync(
            () => stage.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.set WHERE key = 'retries' AND value = @job)", ("job", job)), "a retry to be listed");

        await Trouble.EndAsync(stage.Database);
        await stage.BecomesAsync(id, "completed");

        (await jobs.OfAsync(id, Reassign)).ShouldBe(job);
        await jobs.BecomesAsync(job, SucceededState.StateName);
        long attempts = await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts");
        List<StateHistoryDto> put = [.. jobs.Details(job).History.Where(h => h.StateName == ScheduledState.StateName)];
        put.Count.ShouldBe((int)attempts);
        put[^1].Reason.ShouldBe("Retry: attempt 1 of 50 failed (PostgresException); the case's page says why");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.state WHERE state::text LIKE '%Maria%'")).ShouldBe(0, "errors may name people");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key = 'retries'")).ShouldBe(0);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Requeueing_a_failed_job_runs_the_step_and_the_case_goes_on_and_the_audit_says_who_did_it()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, Jobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        // Twice: the button was pressed by two people.
        jobs.Requeue(job);
        jobs.Requeue(job, "ops.bert");

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
        (await stage.Database.ReadAsync<string>(
            "SELECT count(*) || ' ' || min(details ->> 'step') || ' ' || (min(actor) LIKE 'ops.%') FROM offboarding.audit WHERE action = 'step-retried'"))
            .ShouldBe($"1 {Reassign} true");
        stage.Events.Of("offboarding.completed").Select(e => e.EventId).Distinct().ShouldHaveSingleItem();

        // And again, when all is over.
        string before = await StateOfAllAsync(stage);
        jobs.Requeue(job).ShouldBeTrue();
        await Eventually.TrueAsync(
            () => jobs.Details(job).History.Count(h => h.StateName == SucceededState.StateName) > 1 && jobs.State(job) == SucceededState.StateName, "the job to run once more");
        (await StateOfAllAsync(stage)).ShouldBe(before);
    }

    [Fact]
    public async Task A_job_that_fails_again_after_it_was_requeued_can_be_requeued_again()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, Jobs jobs) = await FailAsync(stage, workspace);

        jobs.Requeue(job);
        await Eventually.TrueAsync(
            async () => await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") == 6 && jobs.State(job) == FailedState.StateName,
            "three more attempts");
        await stage.BecomesAsync(id, "needs-attention");
        await Trouble.EndAsync(stage.Database);
        jobs.Requeue(job);

        await stage.BecomesAsync(id, "completed");
        (await jobs.OfAsync(id, Reassign)).ShouldBe(job);
    }

    [Fact]
    public async Task Deleting_a_failed_job_leaves_the_case_to_people_and_a_retry_elsewhere_makes_another_job()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, Jobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        jobs.Delete(job).ShouldBeTrue();

        await stage.StepBecomesAsync(id, "update-seats", "done");
        (await stage.StateAsync(id)).ShouldBe("needs-attention");
        (await stage.StepAsync(id, Reassign)).ShouldBe("failed");
        await stage.Hr.RetryAsync(id, Reassign);
        await stage.BecomesAsync(id, "completed");
        (await jobs.OfAsync(id, Reassign)).ShouldNotBe(job);
    }

    [Fact]
    public async Task A_retry_elsewhere_takes_the_failed_job_off_Hangfires_list()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, Jobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        await stage.Hr.RetryAsync(id, Reassign);

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.Details(job).History[0].Reason.ShouldBe($"The step goes on as job {await jobs.OfAsync(id, Reassign)}");
    }

    [Fact]
    public async Task A_job_of_a_paused_case_that_is_requeued_stays_failed_until_the_case_is_resumed()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, Jobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);
        (await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id))).Name.ShouldBe("offboarding.paused");

        jobs.Requeue(job).ShouldBeTrue();
        await Eventually.ValueAsync(
            () => Task.FromResult(string.Join(' ', jobs.Details(job).History.Select(h => h.StateName))),
            history => history.StartsWith("Failed Processing Enqueued Failed", StringComparison.Ordinal),
            "the job to be declined");
        (await stage.StepAsync(id, Reassign)).ShouldBe("failed");

        (await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");
        jobs.Requeue(job);
        await stage.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task If_Hangfire_lost_every_job_in_the_middle_the_sweep_alone_brings_the_case_to_its_end()
    {
        await using Stage stage = await Stage.SetAsync(
            servers, Hangfire, ("Steps:StandingStillAfter", "00:00:01"), ("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 1000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.StepBecomesAsync(id, Reassign, "running");

        for (int i = 0; i < 5; i++)
        {
            await stage.Database.ExecuteAsync("DELETE FROM hangfire.job");
            await Task.Delay(50);
        }

        await stage.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Bulk_work_does_not_keep_the_next_leaver_signed_in()
    {
        await using Stage stage = await Stage.SetAsync(servers, Hangfire, ("Hangfire:WorkWorkers", "1"));
        TestWorkspace busy = await stage.WorkspaceAsync(w => w.WithConversations(open: 100));
        await using Blocker held = await Blocker.HoldAsync(
            stage.Database, "SELECT 1 FROM workspace.conversations WHERE workspace_id = @id AND id = 50 FOR UPDATE", ("id", busy.Id));
        await stage.Hr.SendAsync(new Departure(busy).Handing("round-robin", [.. busy.Agents]));
        await held.IsInTheWayAsync(stage.Database);

        // The only worker for bulk work is busy now, and stays so.
        TestWorkspace other = await stage.WorkspaceAsync(w => w.WithConversations(open: 10));
        Departure next = new Departure(other) { RequestId = Guid.NewGuid() }.Handing("round-robin", [.. other.Agents]);
        await stage.Hr.SendAsync(next);
        Guid id = await stage.CaseAsync(next);
        await stage.StepBecomesAsync(id, "sign-out-sessions", "done");

        await held.ReleaseAsync();
        await stage.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task The_engine_can_be_changed_there_and_back_with_cases_in_progress()
    {
        (string, string)[] slowly = [("Steps:BatchSize", "10"), ("Steps:Slice", "00:00:00.010"), ("Steps:StandingStillAfter", "00:00:01")];
        await using Stage stage = await Stage.SetAsync(servers, [("Steps:Engine", "Broker"), .. slowly]);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 3000));
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await DoneAsync(100);

        await stage.RestartWorkerAsync([Hangfire, .. slowly]);
        await DoneAsync(await DoneSoFarAsync() + 100);
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job")).ShouldBeGreaterThan(0);

        await stage.RestartWorkerAsync([("Steps:Engine", "Broker"), .. slowly]);
        await stage.BecomesAsync(id, "completed");
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
        (await stage.Database.ReadAsync<long>("SELECT done FROM offboarding.steps WHERE name = @name", ("name", Reassign))).ShouldBe(3000);

        Task<long> DoneSoFarAsync() => stage.Database.ReadAsync<long>("SELECT done FROM offboarding.steps WHERE name = @name", ("name", Reassign));

        Task DoneAsync(long atLeast) => Eventually.TrueAsync(async () => await DoneSoFarAsync() >= atLeast, $"{atLeast} to be done");
    }

    private static async Task<(Guid CaseId, string JobId, Jobs Jobs)> FailAsync(Stage stage, TestWorkspace workspace)
    {
        await Trouble.MakeAsync(stage.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);
        await stage.StepBecomesAsync(id, Reassign, "failed");
        var jobs = new Jobs(stage.Database);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, FailedState.StateName);
        await stage.BecomesAsync(id, "needs-attention");
        return (id, job, jobs);
    }

    private static Wish Ask(string exchange, TestWorkspace workspace, Guid id) =>
        new Wish(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);

    private static Task<string> StateOfAllAsync(Stage stage) => stage.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', (SELECT string_agg(concat_ws(' ', name, status, done, attempts, attempt_limit, slice), ', ' ORDER BY name) FROM offboarding.steps),
                         (SELECT count(*) FROM offboarding.audit), (SELECT count(*) FROM offboarding.handover), (SELECT count(*) FROM offboarding.step_attempts))
        """);
}
