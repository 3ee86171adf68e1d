using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>A failed attempt is a job, through all attempts that follow; what its buttons do to it is done to the step, once.</summary>
public sealed class RetryJobTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task An_offboarding_without_failures_has_no_job()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));

        await stage.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job WHERE invocationdata ->> 'Type' <> 'offboarding.maintenance'")).ShouldBe(0);
        (await stage.Database.ReadAsync<long>("SELECT (SELECT count(*) FROM offboarding.jobs) + (SELECT count(*) FROM offboarding.job_changes)")).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_attempt_waits_as_a_job_that_runs_every_attempt_and_shows_each()
    {
        await using Stage stage = await Stage.SetAsync(
            servers, ("Steps:MaxAttempts", "50"), ("Steps:FirstRetryAfter", "00:00:00.500"), ("Steps:LongestRetryAfter", "00:00:01"), ("Hangfire:RetryGrace", "00:05:00"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        await Trouble.MakeAsync(stage.Database, "Maria Smith is in the way");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);

        var jobs = new HangfireJobs(stage);
        string job = await jobs.OfAsync(id, Reassign);
        await Eventually.TrueAsync(
            () => stage.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.set WHERE key = 'retries' AND value = @job)", ("job", job)), "a retry to be listed");
        await Eventually.TrueAsync(
            async () => await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 3, "three attempts");
        await Trouble.EndAsync(stage.Database);
        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);

        long attempts = await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts");
        (await jobs.ListedAsync("Scheduled,Failed,Enqueued,Processing,Succeeded,Deleted")).ShouldBe(1, "one job for all attempts");
        JobDetailsDto details = jobs.Details(job);
        details.Job.Type.ShouldBe(typeof(IStepAttemptJob));
        details.Job.Args.Take(4).ShouldBe([id, Reassign, (int)attempts + 1, 50]);
        List<string> put = [.. jobs.History(job).Where(h => h.State == ScheduledState.StateName).Select(h => h.Reason)];
        put.Count.ShouldBe((int)attempts);
        put[0].ShouldStartWith("Attempt 1 of 50 failed after ");
        put[0].ShouldContain("ms: PostgresException; attempt 2 is due at ");
        jobs.History(job).Count(h => h.State == ProcessingState.StateName).ShouldBe((int)attempts, "each attempt but the first ran in the job");
        details.History.First(h => h.StateName == ProcessingState.StateName).Data.Keys.ShouldContain("ServerId");
        jobs.History(job).Where(h => h.State == SucceededState.StateName).ShouldHaveSingleItem();
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.state WHERE state::text LIKE '%Maria%'")).ShouldBe(0, "errors may name people");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key IN ('retries', 'schedule')")).ShouldBe(0);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Requeue_of_a_failed_step_gives_fresh_attempts_and_the_case_goes_on_and_who_pressed_it_is_kept()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        // Twice: the button was pressed by two people.
        IReadOnlyDictionary<string, string>[] answers = await Task.WhenAll(jobs.PressAsync("requeue", "ops.anna", job), jobs.PressAsync("requeue", "ops.bert", job));

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        answers.Count(a => a[job].Length == 0).ShouldBe(1);
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
        string who = await stage.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, details ->> 'step', details ->> 'job'), ',') FROM offboarding.audit WHERE action = 'step-retried'");
        who.ShouldMatch($"^ops.(anna|bert) {Reassign} {job}$");
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason == $"Requeued by {who.Split(' ')[0]}");
        stage.Events.Of("offboarding.completed").Select(e => e.EventId).Distinct().ShouldHaveSingleItem();

        // And again, when all is over.
        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldStartWith("this job is no waiting retry");
    }

    [Fact]
    public async Task A_step_that_fails_again_after_requeue_is_the_same_job_and_the_case_needs_attention_again()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(stage, workspace);

        await jobs.PressAsync("requeue", "ops.anna", job);
        await Eventually.TrueAsync(
            async () => await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") == 6 && jobs.State(job) == FailedState.StateName,
            "three more attempts");
        await stage.BecomesAsync(id, "needs-attention");
        await Trouble.EndAsync(stage.Database);
        await jobs.PressAsync("requeue", "ops.anna", job);

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        (await jobs.ListedAsync("Scheduled,Failed,Enqueued,Processing,Succeeded,Deleted")).ShouldBe(1);
    }

    [Fact]
    public async Task Enqueue_now_runs_a_waiting_retry_at_once()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(stage, workspace);
        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldBe("the step waits for its next attempt; use Enqueue now");
        await Trouble.EndAsync(stage.Database);

        (await jobs.PressAsync("enqueue-now", "ops.anna", job))[job].ShouldBeEmpty();

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason == "Enqueued now by ops.anna");
        (await stage.Database.ReadAsync<string>("SELECT actor FROM offboarding.audit WHERE action = 'retry-brought-forward'")).ShouldBe("ops.anna");
    }

    [Fact]
    public async Task Deleting_a_waiting_retry_fails_the_step_so_that_somebody_decides_and_it_can_still_be_requeued()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(stage, workspace);

        (await jobs.PressAsync("delete", "ops.anna", job))[job].ShouldBeEmpty();

        await stage.BecomesAsync(id, "needs-attention");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("Deleted by ops.anna: no further attempt; the step has failed and its case needs attention");
        (await stage.Events.OneAsync("offboarding.step-failed")).Text("step").ShouldBe(Reassign);
        await Trouble.EndAsync(stage.Database);
        (await jobs.PressAsync("requeue", "ops.bert", job))[job].ShouldBeEmpty();
        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
    }

    [Fact]
    public async Task Deleting_a_failed_job_takes_it_off_the_list_for_good_and_the_step_stays_failed()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        (await jobs.PressAsync("delete", "ops.anna", job))[job].ShouldBeEmpty();

        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("Deleted by ops.anna: off this list; the step stays failed and its case needs attention");
        (await stage.StateAsync(id)).ShouldBe("needs-attention");
        (await stage.StepAsync(id, Reassign)).ShouldBe("failed");
        await stage.Hr.RetryAsync(id, Reassign);
        await stage.BecomesAsync(id, "completed");
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_in_our_dashboard_takes_the_failed_job_off_the_list()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);

        await stage.Hr.RetryAsync(id, Reassign);

        await stage.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Skipping_and_pausing_and_resuming_move_the_job()
    {
        await using Stage stage = await Stage.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(stage, workspace);

        (await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id))).Name.ShouldBe("offboarding.paused");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("The case is paused; the step goes on when it is resumed");
        (await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        (await stage.AskAsync(Ask("offboarding.skip-step", workspace, id).With("step", Reassign).With("reason", "nobody needs it"))).Name.ShouldBe("offboarding.step-skipped");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        await stage.BecomesAsync(id, "completed");
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_step_of_a_paused_case_that_is_requeued_goes_on_when_the_case_is_resumed()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(stage, workspace);
        await Trouble.EndAsync(stage.Database);
        (await stage.AskAsync(Ask("offboarding.pause-offboarding", workspace, id))).Name.ShouldBe("offboarding.paused");

        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldBeEmpty();
        await jobs.BecomesAsync(job, DeletedState.StateName);
        await Eventually.ValueAsync(
            () => Task.FromResult(jobs.History(job)[^1].Reason),
            reason => reason == "Requeued by ops.anna; the case is paused, and the step goes on when it is resumed", "the job to say who pressed");
        (await stage.StepAsync(id, Reassign)).ShouldBe("waiting");

        (await stage.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");
        await stage.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task A_long_retry_lets_the_other_jobs_have_a_turn()
    {
        await using Stage stage = await Stage.SetAsync(
            servers, ("Hangfire:WorkWorkers", "1"), ("Hangfire:LockoutWorkers", "1"), ("Steps:BatchSize", "1"), ("Steps:Slice", "00:00:00.010"),
            ("Steps:FirstRetryAfter", "00:10:00"), ("Steps:LongestRetryAfter", "00:10:00"));
        await Trouble.MakeAsync(stage.Database, "not yet");
        TestWorkspace large = await stage.WorkspaceAsync(w => w.WithConversations(open: 800));
        TestWorkspace small = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure first = new Departure(large).Handing("round-robin", [.. large.Agents]);
        Departure second = new Departure(small).Handing("round-robin", [.. small.Agents]);
        await stage.Hr.SendAsync(first);
        Guid id = await stage.CaseAsync(first);
        var jobs = new HangfireJobs(stage);
        string job = await jobs.OfAsync(id, Reassign);
        await stage.Hr.SendAsync(second);
        Guid other = await stage.CaseAsync(second);
        string otherJob = await jobs.OfAsync(other, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        await jobs.BecomesAsync(otherJob, ScheduledState.StateName);
        await Trouble.EndAsync(stage.Database);

        // The long one first; the other one comes while it runs.
        await jobs.PressAsync("enqueue-now", "ops.anna", job);
        await stage.StepBecomesAsync(id, Reassign, "running");
        await jobs.PressAsync("enqueue-now", "ops.anna", otherJob);

        await stage.BecomesAsync(id, "completed");
        await stage.BecomesAsync(other, "completed");

        await jobs.BecomesAsync(job, SucceededState.StateName);
        await jobs.BecomesAsync(otherJob, SucceededState.StateName);
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason.Contains("goes on when the other jobs have had a turn", StringComparison.Ordinal));
        DateTime Ended(string of) => jobs.Details(of).History.First(h => h.StateName == SucceededState.StateName).CreatedAt;
        Ended(otherJob).ShouldBeLessThan(Ended(job));
        (await Ledger.DifferencesAsync(stage.Database, id)).ShouldBe(0);
    }

    /// <summary>A departure whose handover fails until <see cref="Trouble.EndAsync"/>.</summary>
    internal static async Task<Guid> TroubledAsync(Stage stage, TestWorkspace workspace)
    {
        await Trouble.MakeAsync(stage.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await stage.Hr.SendAsync(departure);
        return await stage.CaseAsync(departure);
    }

    /// <summary>One whose next attempt waits, where the worker's pauses are long enough.</summary>
    internal static async Task<(Guid CaseId, string JobId, HangfireJobs Jobs)> WaitAsync(Stage stage, TestWorkspace workspace)
    {
        Guid id = await TroubledAsync(stage, workspace);
        var jobs = new HangfireJobs(stage);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        return (id, job, jobs);
    }

    /// <summary>One that is out of attempts.</summary>
    internal static async Task<(Guid CaseId, string JobId, HangfireJobs Jobs)> FailAsync(Stage stage, TestWorkspace workspace)
    {
        Guid id = await TroubledAsync(stage, workspace);
        await stage.StepBecomesAsync(id, Reassign, "failed");
        var jobs = new HangfireJobs(stage);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, FailedState.StateName);
        await stage.BecomesAsync(id, "needs-attention");
        return (id, job, jobs);
    }

    private static Wish Ask(string exchange, TestWorkspace workspace, Guid id) =>
        new Wish(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);
}
