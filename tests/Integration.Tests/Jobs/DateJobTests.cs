using System.Text.Json;
using Hangfire.States;
using Offboarding.Jobs;

namespace Offboarding.Integration.Tests.Jobs;

/// <summary>Dates are scheduled jobs; the rows decide. Maintenance is recurring ones.</summary>
public sealed class DateJobTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A_last_day_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        Departure departure = new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("round-robin", [.. workspace.Agents]);
        Guid id = await system.OpenAsync(departure);
        var jobs = new HangfireJobs(system);

        (string Id, string What, DateTime At) job = await OneAsync(j => j.What == $"last-day {id}");
        job.At.ShouldBe(await DueAsync());
        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = due_at + interval '1 day'");
        DateTime moved = await DueAsync();
        (await OneAsync(j => j.At == moved)).Id.ShouldBe(job.Id, "it is the same job");
        (await jobs.PressAsync("delete", "ops.anna", job.Id))[job.Id].ShouldStartWith("a date is cancelled or rescheduled on the page of its case");

        await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now()");
        await system.BecomesAsync(id, "completed");

        // Both the job and the sweep look for what is due. Where the sweep is first, the date is gone before its job runs.
        await Eventually.ValueAsync(
            () => Task.FromResult(jobs.State(job.Id)), state => state == SucceededState.StateName || state == DeletedState.StateName, "the job to have run or to have become needless");
        await Eventually.ValueAsync(() => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.jobs"), count => count == 0, "no date to be left");

        Task<DateTime> DueAsync() => system.Database.ReadAsync<DateTime>("SELECT due_at FROM offboarding.cases");

        async Task<(string Id, string What, DateTime At)> OneAsync(Func<(string Id, string What, DateTime At), bool> wanted) =>
            (await Eventually.ValueAsync(() => Task.FromResult(jobs.Dates()), all => all.Count == 1 && wanted(all[0]), "one scheduled job"))[0];
    }

    [Fact]
    public async Task A_date_that_is_run_early_says_when_it_is_due_and_is_shown_again()
    {
        await using TestSystem system = await shared.SetAsync();
        (TestWorkspace _, Guid id, HangfireJobs jobs, string job) = await ScheduledAsync(system);

        (await jobs.PressAsync("enqueue-now", "ops.anna", job))[job].ShouldBeEmpty();

        await jobs.BecomesAsync(job, SucceededState.StateName);
        jobs.Details(job).History[0].Data["Result"].ShouldMatch("^\"Not due until .* UTC; nothing was done.\"$");
        await Eventually.TrueAsync(() => jobs.Dates().Count == 1 && jobs.Dates()[0].Id != job, "the day to be shown again");
        (await system.StateAsync(id)).ShouldBe("scheduled");
        (await system.Database.ReadAsync<string>("SELECT concat_ws(' ', actor, details ->> 'date') FROM offboarding.audit WHERE action = 'date-checked'")).ShouldBe("ops.anna last-day");
    }

    [Fact]
    public async Task A_case_that_is_cancelled_takes_its_date_along()
    {
        await using TestSystem system = await shared.SetAsync();
        (TestWorkspace workspace, Guid id, HangfireJobs jobs, string job) = await ScheduledAsync(system);

        (await system.AskAsync(new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", id))).Name.ShouldBe("offboarding.cancelled");

        await jobs.BecomesAsync(job, DeletedState.StateName);
        jobs.Dates().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_to_come_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        Guid id = await Deletions.ScheduleAsync(system, Deletions.Of(workspace));

        await MovesAndGoesAsync(
            system, $"deletion {id}", "SELECT due_at FROM offboarding.cases WHERE kind = 'delete'",
            () => AskAsync(system, CaseWish("offboarding.reschedule-offboarding", workspace, id).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(90):O}")),
            () => AskAsync(system, CaseWish("offboarding.cancel-offboarding", workspace, id)));
    }

    [Fact]
    public async Task A_return_to_come_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid id = await system.CompleteAsync(new Departure(workspace));
        TestCommand set = CaseWish("offboarding.set-return", workspace, id);
        await system.AskAsync(set.With("returnDate", $"{DateTime.UtcNow.AddDays(60):yyyy-MM-dd}").With("timeZone", "Europe/Berlin"));

        await MovesAndGoesAsync(
            system, $"return {id}", "SELECT return_at FROM offboarding.returns",
            () => AskAsync(system, set.Anew().With("returnDate", $"{DateTime.UtcNow.AddDays(90):yyyy-MM-dd}").With("timeZone", "Europe/Berlin")),
            () => AskAsync(system, CaseWish("offboarding.cancel-return", workspace, id)));
    }

    [Fact]
    public async Task The_expiry_of_an_invitation_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent invited = await system.AskAsync(new TestCommand("offboarding.invite-user", workspace).With("name", "Nora Newcomer").With("email", "nora@example.test"));

        await MovesAndGoesAsync(
            system, $"invitation-expiry {invited.Text("invitationId")}", "SELECT expires_at FROM workspace.invitations",
            () => system.Database.ExecuteAsync("UPDATE workspace.invitations SET expires_at = expires_at + interval '1 day'"),
            () => AskAsync(system, new TestCommand("offboarding.cancel-invitation", workspace).With("invitationId", invited.Text("invitationId"))));
    }

    [Fact]
    public async Task The_expiry_of_a_request_for_approval_is_a_scheduled_job_that_moves_and_goes_with_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"massChangePeople": 0}'""");
        await system.Hr.SendAsync(new Departure(workspace));
        string approval = (await system.Events.OneAsync("offboarding.held")).Text("approvalId");

        await MovesAndGoesAsync(
            system, $"approval-expiry {approval}", "SELECT expires_at FROM offboarding.approvals",
            () => system.Database.ExecuteAsync("UPDATE offboarding.approvals SET expires_at = expires_at + interval '1 day'"),
            () => AskAsync(system, new TestCommand("offboarding.reject-mass-change", workspace) { RequestedBy = workspace.Owner }.With("approvalId", approval)));
    }

    [Fact]
    public async Task Maintenance_is_recurring_and_each_task_can_be_triggered_and_says_what_it_did()
    {
        string ends = Path.GetTempFileName();
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Maintenance:AuditHeads", ends));
        HangfireJobs jobs = await RecurringAsync(system);

        (await jobs.PressAsync("trigger", "ops.anna", [.. MaintenanceTasks.All])).Values.ShouldAllBe(why => why.Length == 0);
        (await jobs.PressAsync("trigger", "ops.anna", "drop-everything"))["drop-everything"].ShouldBe("there is no recurring job 'drop-everything'");

        foreach ((string task, string result) in new[]
        {
            (MaintenanceTasks.WorkLeftBehind, "0 case(s) with work left behind opened again"), (MaintenanceTasks.ExpiredInvitations, "0 invitation(s) expired"),
            (MaintenanceTasks.ExpiredApprovals, "0 request(s) for approval expired"), (MaintenanceTasks.OfflineWorkers, "0 worker(s) removed"),
            (MaintenanceTasks.Retention, "Deleted: 0 failed attempts of finished cases older than 3,650 days; 0 answers of Hangfire's buttons"), (MaintenanceTasks.AuditVerification, "The audit trail is as it was written"),
        })
        {
            await Eventually.TrueAsync(
                () => system.Database.ReadAsync<bool>(
                    """
                    SELECT EXISTS (SELECT FROM hangfire.job j JOIN hangfire.state s ON s.id = j.stateid
                                   WHERE j.arguments ->> 0 = to_json(@task::text)::text AND s.name = 'Succeeded' AND s.data ->> 'Result' LIKE '%' || @result || '%')
                    """,
                    ("task", task), ("result", result)),
                $"{task} to say '{result}'");
        }

        JsonElement line = JsonDocument.Parse((await File.ReadAllLinesAsync(ends, TestContext.Current.CancellationToken))[0]).RootElement;
        JsonElement end = line.GetProperty("heads").EnumerateArray().First();
        (await system.Database.ReadAsync<bool>(
            "SELECT EXISTS (SELECT FROM offboarding.audit_chain WHERE workspace_id = @workspace AND number = @number AND encode(hash, 'hex') = @hash)",
            ("workspace", end.GetProperty("workspaceId").GetGuid()), ("number", end.GetProperty("number").GetInt64()), ("hash", end.GetProperty("hash").GetString()!))).ShouldBeTrue();
        File.Delete(ends);
    }

    [Fact]
    public async Task An_audit_trail_that_was_changed_is_a_failed_job_that_says_where()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.CompleteAsync(new Departure(workspace).Handing("unassigned", Array.Empty<Guid>()));
        await system.Database.ExecuteAsync("UPDATE offboarding.audit SET actor = 'somebody else' WHERE id = (SELECT min(id) FROM offboarding.audit)");
        HangfireJobs jobs = await RecurringAsync(system);

        await jobs.PressAsync("trigger", "ops.anna", MaintenanceTasks.AuditVerification);

        await Eventually.TrueAsync(
            () => system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM hangfire.state WHERE name = 'Failed' AND data ->> 'ExceptionMessage' LIKE 'The audit trail is NOT as it was written: 1 finding(s): workspace%')"),
            "the job to have failed");
    }

    /// <summary>A departure in thirty days, whose last day is shown as a job.</summary>
    private static async Task<(TestWorkspace Workspace, Guid Case, HangfireJobs Jobs, string Job)> ScheduledAsync(TestSystem system)
    {
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        Guid id = await system.OpenAsync(
            new Departure(workspace) { LastDay = $"{DateTimeOffset.UtcNow.AddDays(30):O}" }.Handing("round-robin", [.. workspace.Agents]));
        var jobs = new HangfireJobs(system);
        await Eventually.TrueAsync(() => jobs.Dates().Count == 1, "the day to be shown");
        return (workspace, id, jobs, jobs.Dates()[0].Id);
    }

    private static async Task<HangfireJobs> RecurringAsync(TestSystem system)
    {
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key = 'recurring-jobs'"), count => count == MaintenanceTasks.All.Count, "all recurring jobs");
        return new HangfireJobs(system);
    }

    private static TestCommand CaseWish(string exchange, TestWorkspace workspace, Guid id) => new TestCommand(exchange, workspace).With("offboardingId", id);

    private static async Task AskAsync(TestSystem system, TestCommand wish) => (await system.AskAsync(wish)).Name.ShouldNotBe("offboarding.refused");

    /// <summary>One date, from the message that sets it to the one that cancels it: one job, at the row's time.</summary>
    private static async Task MovesAndGoesAsync(TestSystem system, string what, string dueSql, Func<Task> move, Func<Task> cancel)
    {
        var jobs = new HangfireJobs(system);
        DateTime first = await system.Database.ReadAsync<DateTime>(dueSql);
        (string Id, string What, DateTime At) job = await OneAsync(first);
        job.What.ShouldBe(what);

        await move();

        DateTime second = await system.Database.ReadAsync<DateTime>(dueSql);
        second.ShouldNotBe(first);
        (await OneAsync(second)).Id.ShouldBe(job.Id, "it is the same job");

        await cancel();

        await jobs.BecomesAsync(job.Id, DeletedState.StateName);
        jobs.Dates().ShouldBeEmpty();

        async Task<(string Id, string What, DateTime At)> OneAsync(DateTime at) =>
            (await Eventually.ValueAsync(() => Task.FromResult(jobs.Dates()), all => all.Count == 1 && all[0].At == at, $"one scheduled job at {at:O}"))[0];
    }
}
