using System.Text.Json.Nodes;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>A failed attempt is a job, through all attempts that follow; what its buttons do to it is done to the step, once.</summary>
public sealed class RetryJobTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task An_offboarding_without_failures_has_no_job()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));

        await system.CompleteAsync(new Departure(workspace).Handing("round-robin", [.. workspace.Agents]));

        (await system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job WHERE invocationdata ->> 'Type' <> 'offboarding.maintenance'")).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT (SELECT count(*) FROM offboarding.jobs) + (SELECT count(*) FROM offboarding.job_changes)")).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_attempt_waits_as_a_job_that_runs_every_attempt_and_shows_each()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Steps:MaxAttempts", "50"), ("Steps:FirstRetryAfter", "00:00:00.500"), ("Steps:LongestRetryAfter", "00:00:01"), ("Hangfire:RetryGrace", "00:05:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await FailingTable.MakeAsync(system.Database, "Maria Smith is in the way");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);

        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.set WHERE key = 'retries' AND value = @job)", ("job", job)), "a retry to be listed");
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") >= 3, "three attempts");
        await FailingTable.EndAsync(system.Database);
        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);

        long attempts = await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts");
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
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.state WHERE state::text LIKE '%Maria%'")).ShouldBe(0, "errors may name people");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key IN ('retries', 'schedule')")).ShouldBe(0);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Requeue_of_a_failed_step_gives_fresh_attempts_and_the_case_goes_on_and_who_pressed_it_is_kept()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);

        // Twice: the button was pressed by two people.
        IReadOnlyDictionary<string, string>[] answers = await Task.WhenAll(jobs.PressAsync("requeue", "ops.anna", job), jobs.PressAsync("requeue", "ops.bert", job));

        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        answers.Count(a => a[job].Length == 0).ShouldBe(1);
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
        string who = await system.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, details ->> 'step', details ->> 'job'), ',') FROM offboarding.audit WHERE action = 'step-retried'");
        who.ShouldMatch($"^ops.(anna|bert) {Reassign} {job}$");
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason == $"Requeued by {who.Split(' ')[0]}");
        system.Events.Of("offboarding.completed").Select(e => e.EventId).Distinct().ShouldHaveSingleItem();

        // And again, when all is over.
        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldStartWith("this job is no waiting retry");
    }

    [Fact]
    public async Task A_step_that_fails_again_after_requeue_is_the_same_job_and_the_case_needs_attention_again()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(system, workspace);

        await jobs.PressAsync("requeue", "ops.anna", job);
        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts") == 6 && jobs.State(job) == FailedState.StateName,
            "three more attempts");
        await system.BecomesAsync(id, "needs-attention");
        await FailingTable.EndAsync(system.Database);
        await jobs.PressAsync("requeue", "ops.anna", job);

        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        (await jobs.ListedAsync("Scheduled,Failed,Enqueued,Processing,Succeeded,Deleted")).ShouldBe(1);
    }

    [Fact]
    public async Task Enqueue_now_runs_a_waiting_retry_at_once()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(system, workspace);
        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldBe("the step waits for its next attempt; use Enqueue now");
        await FailingTable.EndAsync(system.Database);

        (await jobs.PressAsync("enqueue-now", "ops.anna", job))[job].ShouldBeEmpty();

        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason == "Enqueued now by ops.anna");
        (await system.Database.ReadAsync<string>("SELECT actor FROM offboarding.audit WHERE action = 'retry-brought-forward'")).ShouldBe("ops.anna");
    }

    [Fact]
    public async Task Deleting_a_waiting_retry_fails_the_step_so_that_somebody_decides_and_it_can_still_be_requeued()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(system, workspace);

        (await jobs.PressAsync("delete", "ops.anna", job))[job].ShouldBeEmpty();

        await system.BecomesAsync(id, "needs-attention");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("Deleted by ops.anna: no further attempt; the step has failed and its case needs attention");
        (await system.Events.OneAsync("offboarding.step-failed")).Text("step").ShouldBe(Reassign);
        await FailingTable.EndAsync(system.Database);
        (await jobs.PressAsync("requeue", "ops.bert", job))[job].ShouldBeEmpty();
        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, SucceededState.StateName);
    }

    [Fact]
    public async Task Deleting_a_waiting_retry_makes_the_case_need_attention_while_another_step_still_waits()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        await system.Database.ExecuteAsync("INSERT INTO workspace.tasks (workspace_id, assignee_id, title) VALUES (@workspace, @leaver, 'Task')",
            ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        await system.Database.ExecuteAsync("CREATE TRIGGER trouble BEFORE UPDATE ON workspace.tasks FOR EACH ROW EXECUTE FUNCTION trouble()");
        JsonObject departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]).ToJson();
        departure["handover"]!["tasks"] = departure["handover"]!["conversations"]!.DeepClone();
        await system.Hr.SendAsync(HrSystem.Deactivate, departure);
        Guid id = (await system.Events.OneAsync("offboarding.started")).OffboardingId;
        await system.StepBecomesAsync(id, "reassign-tasks", "retrying");
        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);

        (await jobs.PressAsync("delete", "ops.anna", job))[job].ShouldBeEmpty();

        await system.BecomesAsync(id, "needs-attention");
        (await system.StepAsync(id, "reassign-tasks")).ShouldBe("retrying", "it waits for its next attempt");
    }

    [Fact]
    public async Task Deleting_a_failed_job_takes_it_off_the_list_for_good_and_the_step_stays_failed()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);

        (await jobs.PressAsync("delete", "ops.anna", job))[job].ShouldBeEmpty();

        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("Deleted by ops.anna: off this list; the step stays failed and its case needs attention");
        (await system.StateAsync(id)).ShouldBe("needs-attention");
        (await system.StepAsync(id, Reassign)).ShouldBe("failed");
        await system.Hr.RetryAsync(id, Reassign);
        await system.BecomesAsync(id, "completed");
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_in_our_dashboard_takes_the_failed_job_off_the_list()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);

        await system.Hr.RetryAsync(id, Reassign);

        await system.BecomesAsync(id, "completed");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Skipping_and_pausing_and_resuming_move_the_job()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:FirstRetryAfter", "01:00:00"), ("Steps:LongestRetryAfter", "01:00:00"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await WaitAsync(system, workspace);

        (await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id))).Name.ShouldBe("offboarding.paused");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.History(job)[^1].Reason.ShouldBe("The case is paused; the step goes on when it is resumed");
        (await system.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        (await system.AskAsync(Ask("offboarding.skip-step", workspace, id).With("step", Reassign).With("reason", "nobody needs it"))).Name.ShouldBe("offboarding.step-skipped");
        await jobs.BecomesAsync(job, DeletedState.StateName);
        await system.BecomesAsync(id, "completed");
        (await jobs.ListedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_step_of_a_paused_case_that_is_requeued_goes_on_when_the_case_is_resumed()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 30));
        (Guid id, string job, HangfireJobs jobs) = await FailAsync(system, workspace);
        await FailingTable.EndAsync(system.Database);
        (await system.AskAsync(Ask("offboarding.pause-offboarding", workspace, id))).Name.ShouldBe("offboarding.paused");

        (await jobs.PressAsync("requeue", "ops.anna", job))[job].ShouldBeEmpty();
        await jobs.BecomesAsync(job, DeletedState.StateName);
        await Eventually.ValueAsync(
            () => Task.FromResult(jobs.History(job)[^1].Reason),
            reason => reason == "Requeued by ops.anna; the case is paused, and the step goes on when it is resumed", "the job to say who pressed");
        (await system.StepAsync(id, Reassign)).ShouldBe("waiting");

        (await system.AskAsync(Ask("offboarding.resume-offboarding", workspace, id))).Name.ShouldBe("offboarding.resumed");
        await system.BecomesAsync(id, "completed");
    }

    [Fact]
    public async Task A_long_retry_lets_the_other_jobs_have_a_turn()
    {
        await using TestSystem system = await TestSystem.SetAsync(
            servers, ("Hangfire:WorkWorkers", "1"), ("Hangfire:LockoutWorkers", "1"), ("Steps:BatchSize", "1"), ("Steps:Slice", "00:00:00.010"),
            ("Steps:FirstRetryAfter", "00:10:00"), ("Steps:LongestRetryAfter", "00:10:00"));
        await FailingTable.MakeAsync(system.Database, "not yet");
        TestWorkspace large = await system.WorkspaceAsync(w => w.WithConversations(open: 200));
        TestWorkspace small = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure first = new Departure(large).Handing("round-robin", [.. large.Agents]);
        Departure second = new Departure(small).Handing("round-robin", [.. small.Agents]);
        await system.Hr.SendAsync(first);
        Guid id = await system.CaseAsync(first);
        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await system.Hr.SendAsync(second);
        Guid other = await system.CaseAsync(second);
        string otherJob = await jobs.OfAsync(other, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        await jobs.BecomesAsync(otherJob, ScheduledState.StateName);
        await FailingTable.EndAsync(system.Database);

        // The long one first; the other one comes while it runs.
        await jobs.PressAsync("enqueue-now", "ops.anna", job);
        await system.StepBecomesAsync(id, Reassign, "running");
        await jobs.PressAsync("enqueue-now", "ops.anna", otherJob);

        await system.BecomesAsync(id, "completed");
        await system.BecomesAsync(other, "completed");

        await jobs.BecomesAsync(job, SucceededState.StateName);
        await jobs.BecomesAsync(otherJob, SucceededState.StateName);
        jobs.History(job).ShouldContain(h => h.State == EnqueuedState.StateName && h.Reason.Contains("goes on when the other jobs have had a turn", StringComparison.Ordinal));
        DateTime Ended(string of) => jobs.Details(of).History.First(h => h.StateName == SucceededState.StateName).CreatedAt;
        Ended(otherJob).ShouldBeLessThan(Ended(job));
        (await Ledger.DifferencesAsync(system.Database, id)).ShouldBe(0);
    }

    /// <summary>A departure whose handover fails until <see cref="FailingTable.EndAsync"/>.</summary>
    internal static async Task<Guid> TroubledAsync(TestSystem system, TestWorkspace workspace)
    {
        await FailingTable.MakeAsync(system.Database, "the disk is full");
        Departure departure = new Departure(workspace).Handing("round-robin", [.. workspace.Agents]);
        await system.Hr.SendAsync(departure);
        return await system.CaseAsync(departure);
    }

    /// <summary>One whose next attempt waits, where the worker's pauses are long enough.</summary>
    internal static async Task<(Guid CaseId, string JobId, HangfireJobs Jobs)> WaitAsync(TestSystem system, TestWorkspace workspace)
    {
        Guid id = await TroubledAsync(system, workspace);
        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, ScheduledState.StateName);
        return (id, job, jobs);
    }

    /// <summary>One that is out of attempts.</summary>
    internal static async Task<(Guid CaseId, string JobId, HangfireJobs Jobs)> FailAsync(TestSystem system, TestWorkspace workspace)
    {
        Guid id = await TroubledAsync(system, workspace);
        await system.StepBecomesAsync(id, Reassign, "failed");
        var jobs = new HangfireJobs(system);
        string job = await jobs.OfAsync(id, Reassign);
        await jobs.BecomesAsync(job, FailedState.StateName);
        await system.BecomesAsync(id, "needs-attention");
        return (id, job, jobs);
    }

    private static TestCommand Ask(string exchange, TestWorkspace workspace, Guid id) =>
        new TestCommand(exchange, workspace) { Operator = "ops.anna" }.With("offboardingId", id);
}
