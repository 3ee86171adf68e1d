using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Deletion;

/// <summary>D8, D10, F5: who is deleted for ever, when, and when not.</summary>
public sealed class DeletionTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task D8_nobody_is_deleted_without_the_id_said_twice_an_admin_who_asks_and_a_departure_before()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent unconfirmed = await system.AskAsync(Deletions.Of(workspace).With("confirmUserId", null));
        (unconfirmed.Text("code"), Problem(unconfirmed)).ShouldBe(("invalid-request", "confirmUserId is missing; repeat the userId here: a deletion cannot be undone"));
        ReceivedEvent another = await system.AskAsync(Deletions.Of(workspace).With("confirmUserId", workspace.Admin));
        another.Text("code").ShouldBe("invalid-request");
        Problem(another).ShouldStartWith("confirmUserId is ");

        ReceivedEvent active = await system.AskAsync(Deletions.Of(workspace));
        (active.Text("code"), active.Text("help").Contains("DeactivateUserRequested", StringComparison.Ordinal)).ShouldBe(("conflicting-request", true));
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("active");

        await system.CompleteAsync(new Departure(workspace));
        (await system.RefusalAsync(Deletions.Of(workspace) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Deletions.Of(workspace, Guid.NewGuid()))).ShouldBe("unknown-user");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
    }

    [Fact]
    public async Task D10_while_the_retention_period_runs_deletion_is_refused_with_its_end_and_can_be_scheduled_for_after_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"retentionDays": 30}'""");
        await system.CompleteAsync(new Departure(workspace));
        DateTime until = await system.Database.ReadAsync<DateTime>("SELECT sign_in_closed_at + interval '720 hours' FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver));

        ReceivedEvent refused = await system.AskAsync(Deletions.Of(workspace));
        refused.Text("code").ShouldBe("retention-running");
        refused.Text("message").ShouldContain($"{until:yyyy-MM-ddTHH:mm:ss}Z");
        (await system.RefusalAsync(Deletions.Of(workspace).With("lastDay", $"{until.AddHours(-1):O}"))).ShouldBe("retention-running");

        ReceivedEvent scheduled = await system.AskAsync(Deletions.Of(workspace).With("lastDay", $"{until.AddHours(1):O}"));
        scheduled.Name.ShouldBe("offboarding.deletion-scheduled");
        (await system.RefusalAsync(new TestCommand("offboarding.reschedule-offboarding", workspace)
            .With("offboardingId", scheduled.OffboardingId).With("lastDay", $"{until.AddHours(-1):O}"))).ShouldBe("retention-running");

        await system.Database.ExecuteAsync("""UPDATE workspace.workspaces SET policies = '{"retentionDays": 31}'""");
        (await system.Database.ReadAsync<bool>("SELECT retention_stands_against_it FROM dashboard.deletions")).ShouldBeTrue();
        await Deletions.LetTheDayComeAsync(system, scheduled.OffboardingId);
        await system.Events.OneAsync("offboarding.refused", e => e.RequestId == scheduled.RequestId && e.Text("code") == "retention-running");

        await system.Database.ExecuteAsync("UPDATE workspace.users SET sign_in_closed_at = now() - interval '31 days' WHERE id = @leaver", ("leaver", workspace.Leaver));
        await Deletions.CompleteAsync(system, Deletions.Of(workspace));
    }

    [Fact]
    public async Task A_deletion_on_a_date_waits_for_the_end_of_that_day_where_the_person_worked_and_can_be_moved_and_called_off()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));

        TestCommand wish = Deletions.Of(workspace).With("lastDate", "2029-12-31").With("timeZone", "Europe/Berlin");
        ReceivedEvent scheduled = await system.AskAsync(wish);
        scheduled.Text("dueAt").ShouldBe("2029-12-31T23:00:00+00:00");
        (await system.RefusalAsync(Deletions.Of(workspace))).ShouldBe("conflicting-request");

        ReceivedEvent moved = await system.AskAsync(new TestCommand("offboarding.reschedule-offboarding", workspace)
            .With("offboardingId", scheduled.OffboardingId).With("lastDate", "2030-01-31").With("timeZone", "Europe/Berlin"));
        (moved.Name, moved.Text("dueAt")).ShouldBe(("offboarding.rescheduled", "2030-01-31T23:00:00+00:00"));

        TestCommand cancel = new TestCommand("offboarding.cancel-offboarding", workspace).With("offboardingId", scheduled.OffboardingId);
        (await system.AskAsync(cancel)).Name.ShouldBe("offboarding.cancelled");
        (await system.Database.ReadAsync<string>("SELECT state FROM dashboard.deletions")).ShouldBe("cancelled");
        await system.Hr.SendAsync(wish.Exchange, wish.ToJson());
        await system.Events.AtLeastAsync(2, "offboarding.cancelled", e => e.OffboardingId == scheduled.OffboardingId);
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        Guid deleted = await Deletions.CompleteAsync(system, Deletions.Of(workspace));
        (await system.AskAsync(cancel.Anew().With("offboardingId", deleted))).Text("help").ShouldContain("cannot be undone");
    }

    [Fact]
    public async Task When_its_day_comes_it_is_carried_out_and_the_same_request_is_answered_with_all_that_happened()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        TestCommand wish = Deletions.Of(workspace).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(365):O}");
        Guid id = (await system.AskAsync(wish)).OffboardingId;

        await Deletions.LetTheDayComeAsync(system, id);
        ReceivedEvent deleted = await system.Events.OneAsync("offboarding.user-deleted", e => e.OffboardingId == id);

        await system.Hr.SendAsync(wish.Exchange, wish.ToJson());
        (await system.Events.AtLeastAsync(2, "offboarding.user-deleted"))[1].Message.ToJsonString().ShouldBe(deleted.Message.ToJsonString());
        (await system.Events.AtLeastAsync(2, "offboarding.deletion-started"))[1].EventId.ShouldBe(system.Events.Of("offboarding.deletion-started")[0].EventId);
        (await system.RefusalAsync(Deletions.Of(workspace))).ShouldBe("unknown-user");
    }

    [Fact]
    public async Task Who_comes_back_before_the_day_is_not_deleted_and_the_deletion_is_called_off()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        Guid id = await Deletions.ScheduleAsync(system, Deletions.Of(workspace));

        TestCommand back = Back(workspace);
        await system.Hr.SendAsync(back.Exchange, back.ToJson());

        await system.Events.OneAsync("offboarding.user-reactivated", e => e.RequestId == back.RequestId);
        ReceivedEvent cancelled = await system.Events.OneAsync("offboarding.cancelled", e => e.OffboardingId == id);
        cancelled["commandId"]!.GetValue<Guid>().ShouldBe(back.RequestId);
        (await system.StateAsync(id)).ShouldBe("cancelled");
        (await system.Database.ReadAsync<string>("SELECT details ->> 'why' FROM offboarding.audit WHERE case_id = @case AND action = 'cancelled'", ("case", id)))
            .ShouldBe("user-reactivated");
    }

    [Fact]
    public async Task B7_somebody_who_was_deleted_does_not_come_back_and_their_address_is_free_for_a_new_user_with_a_new_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        string address = await system.Database.ReadAsync<string>("SELECT email FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver));
        await system.CompleteAsync(new Departure(workspace));
        await Deletions.CompleteAsync(system, Deletions.Of(workspace));

        ReceivedEvent refused = await system.AskAsync(Back(workspace));
        (refused.Text("code"), refused.Text("help").Contains("InviteUserRequested", StringComparison.Ordinal)).ShouldBe(("unknown-user", true));
        (await system.RefuseAsync(new Departure(workspace))).Text("code").ShouldBe("unknown-user");

        ReceivedEvent invited = await system.AskAsync(new TestCommand("offboarding.invite-user", workspace).With("name", "Leaver Ypsilon").With("email", address));
        invited.Name.ShouldBe("offboarding.user-invited");
        invited["userId"]!.GetValue<Guid>().ShouldNotBe(workspace.Leaver);
    }

    [Fact]
    public async Task Of_a_deletion_and_a_return_at_once_exactly_one_is_carried_out()
    {
        await using TestSystem system = await shared.SetAsync();
        await Deletions.RacesWithAsync(system, Back, "active");
    }

    [Fact]
    public async Task D1_the_reasons_to_leave_and_the_reasons_to_be_deleted_are_told_apart_and_go_into_case_audit_and_view()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject inError = new Departure(workspace).ToJson();
        inError["reason"] = "created-in-error";
        await system.Hr.SendAsync(HrSystem.Deactivate, inError);
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused", e => e.Text("messageName") == HrSystem.Deactivate);
        (refused.Text("code"), Problem(refused).Contains("then send DeleteUserRequested", StringComparison.Ordinal)).ShouldBe(("invalid-request", true));

        await system.CompleteAsync(new Departure(workspace));
        Problem(await system.AskAsync(Deletions.Of(workspace).With("reason", "left-company"))).ShouldContain("send DeactivateUserRequested");

        Guid id = await Deletions.CompleteAsync(system, Deletions.Of(workspace).With("reason", "created-in-error"));
        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', d.reason, c.reason, (SELECT a.details ->> 'reason' FROM dashboard.audit a WHERE a.case_id = d.id AND a.action = 'started'))
            FROM dashboard.deletions d JOIN dashboard.cases c ON c.id = d.id WHERE d.id = @case
            """,
            ("case", id))).ShouldBe("created-in-error created-in-error created-in-error");
    }

    [Fact]
    public async Task F5_who_left_without_a_plan_is_not_deleted_before_the_work_they_kept_is_handed_over()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2, snoozed: 1, callbacks: 1, closed: 3));
        await AddOtherWorkAsync(system, workspace);
        await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent refused = await system.AskAsync(Deletions.Of(workspace));
        (refused.Text("code"), refused.Text("message")).ShouldBe((
            "handover-incomplete", $"User {workspace.Leaver} still has open work and is not deleted: 4 conversations, 1 contact, 1 lead, 1 task."));
        refused.Text("help").ShouldContain("ReassignWorkRequested");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        (await HeldAsync(system)).ShouldBe(7);

        await HandEverythingOverAsync(system, workspace);
        await Deletions.CompleteAsync(system, Deletions.Of(workspace));
        (await HeldAsync(system)).ShouldBe(0);
    }

    [Fact]
    public async Task F5_a_deletion_whose_day_finds_open_work_is_refused_nobody_is_deleted_and_its_replay_after_the_handover_is_carried_out()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 1));
        await AddOtherWorkAsync(system, workspace);
        await system.CompleteAsync(new Departure(workspace));
        TestCommand wish = Deletions.Of(workspace);
        Guid id = await Deletions.ScheduleAsync(system, wish);
        (await system.Database.ReadAsync<bool>("SELECT work_stands_against_it FROM dashboard.deletions")).ShouldBeTrue();

        await Deletions.LetTheDayComeAsync(system, id);

        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused", e => e.RequestId == wish.RequestId);
        (refused.Text("code"), refused.Text("message").Contains("1 conversation, 1 contact, 1 lead, 1 task", StringComparison.Ordinal)).ShouldBe(("handover-incomplete", true));
        (await system.StateAsync(id)).ShouldBe("refused");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");
        Guid stored = await system.Database.ReadAsync<Guid>("SELECT id FROM dashboard.refusals WHERE request_id = @request", ("request", wish.RequestId));

        await HandEverythingOverAsync(system, workspace);
        await system.Hr.ReplayAsync(stored);

        (await system.Events.OneAsync("offboarding.user-deleted", e => e.RequestId == wish.RequestId)).OffboardingId.ShouldBe(id);
        (await HeldAsync(system)).ShouldBe(0);
    }

    [Fact]
    public async Task F5_what_a_plan_left_behind_on_purpose_stands_against_a_deletion_too()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 3));
        await system.CompleteAsync(new Departure(workspace).Handing("fixed", (workspace.Agents[0], 2)));

        ReceivedEvent refused = await system.AskAsync(Deletions.Of(workspace));
        refused.Text("message").ShouldEndWith(": 1 conversation.");
    }

    private static Task AddOtherWorkAsync(TestSystem system, TestWorkspace workspace) => system.Database.ExecuteAsync(
        """
        INSERT INTO workspace.contacts (workspace_id, assignee_id, name, email) VALUES (@workspace, @leaver, 'Client', 'c@client.test');
        INSERT INTO workspace.leads (workspace_id, assignee_id, title) VALUES (@workspace, @leaver, 'Lead');
        INSERT INTO workspace.tasks (workspace_id, assignee_id, title) VALUES (@workspace, @leaver, 'Task')
        """,
        ("workspace", workspace.Id), ("leaver", workspace.Leaver));

    private static async Task HandEverythingOverAsync(TestSystem system, TestWorkspace workspace)
    {
        Reassign reassign = new Reassign(workspace).Handing("conversations", "one-colleague", workspace.Agents[0])
            .Handing("contacts", "one-colleague", workspace.Agents[0]).Handing("leads", "unassigned").Handing("tasks", "unassigned");
        await system.Hr.SendAsync(Reassign.Exchange, reassign.ToJson());
        await system.Events.OneAsync("offboarding.reassignment-completed", e => e.RequestId == reassign.RequestId);
    }

    /// <summary>Open items of people who are gone.</summary>
    private static Task<long> HeldAsync(TestSystem system) =>
        system.Database.ReadAsync<long>("SELECT coalesce(sum(items), 0)::bigint FROM dashboard.work_of_inactive_users");

    private static string Problem(ReceivedEvent refused) => $"{refused["errors"]![0]!["path"]} {refused["errors"]![0]!["problem"]}";

    private static TestCommand Back(TestWorkspace workspace) => new TestCommand("offboarding.reactivate-user", workspace).With("userId", workspace.Leaver);
}
