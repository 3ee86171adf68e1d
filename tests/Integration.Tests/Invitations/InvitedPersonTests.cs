using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Invitations;

/// <summary>
/// C11, F5, F10: a person who is invited and their invitation end together, whichever act ends one of them: nobody comes in by an old link, no
/// seat is counted wrongly, and no open work stays with somebody who is gone.
/// </summary>
public sealed class InvitedPersonTests(Servers servers)
{
    [Fact]
    public async Task C11_who_is_offboarded_while_invited_is_not_let_in_by_the_old_link_and_the_seat_it_held_is_free()
    {
        await using TestStage test = await TestStage.SetAsync(servers, policies: """{"invitedUsersHoldSeats": true}""");
        ReceivedEvent invited = await test.InviteAsync();
        Guid person = invited["userId"]!.GetValue<Guid>();

        await test.TestSystem.CompleteAsync(new Departure(test.Workspace) { User = person, LowerSeatLimit = true });

        ReceivedEvent cancelled = await test.TestSystem.Events.OneAsync("offboarding.invitation-cancelled");
        cancelled["invitationId"]!.GetValue<Guid>().ShouldBe(invited["invitationId"]!.GetValue<Guid>());
        ReceivedEvent accepted = await test.TestSystem.AskAsync(test.Accept(invited));
        (accepted.Name, accepted.Text("code")).ShouldBe(("offboarding.refused", "conflicting-request"));
        (await test.TestSystem.UserStatusAsync(person)).ShouldBe("inactive");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => test.TestSystem.Database.ExecuteAsync(
            "INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @person)", ("workspace", test.Workspace.Id), ("person", person))))
            .ConstraintName.ShouldBe("no_access_for_inactive_users");
        (await test.TestSystem.Database.ReadAsync<string>("SELECT string_agg(format('%s %s-%s', change, from_count, to_count), ' ' ORDER BY id) FROM dashboard.seat_changes"))
            .ShouldBe("taken 7-8 released 8-7 limit 10-9", "the ledger tells what was so");
        (await test.TestSystem.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task C11_who_was_never_active_is_not_reactivated_and_has_no_return_but_is_invited_again_under_the_same_id()
    {
        await using TestStage test = await TestStage.SetAsync(servers);
        ReceivedEvent invited = await test.InviteAsync("admin");
        Guid person = invited["userId"]!.GetValue<Guid>();
        JsonObject leave = new Departure(test.Workspace) { User = person }.ToJson();
        leave["returnDay"] = DateTimeOffset.UtcNow.AddDays(3).ToString("O");
        await test.TestSystem.Hr.SendAsync(HrSystem.Deactivate, leave);
        (await test.TestSystem.Events.OneAsync("offboarding.refused"))["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("returnDay");
        Guid offboarding = await test.TestSystem.CompleteAsync(new Departure(test.Workspace) { User = person });

        ReceivedEvent reactivated = await test.TestSystem.AskAsync(new TestCommand("offboarding.reactivate-user", test.Workspace).With("userId", person));
        (reactivated.Text("code"), reactivated.Text("help")).ShouldBe(("conflicting-request", "Send InviteUserRequested with the same e-mail address; the person keeps the id."));
        (await test.TestSystem.RefusalAsync(new TestCommand("offboarding.set-return", test.Workspace).With("offboardingId", offboarding)
            .With("returnDay", DateTimeOffset.UtcNow.AddDays(3).ToString("O")))).ShouldBe("conflicting-request");

        ReceivedEvent again = await test.InviteAsync("agent");
        again["userId"]!.GetValue<Guid>().ShouldBe(person);
        (await test.TestSystem.RefusalAsync(test.Accept(invited))).ShouldBe("conflicting-request", "the old link stays dead");
        (await test.TestSystem.AskAsync(test.Accept(again))).Name.ShouldBe("offboarding.invitation-accepted");
        (await test.TestSystem.Database.ReadAsync<string>("SELECT status || ' ' || array_to_string(roles, ',') FROM dashboard.users WHERE id = @id", ("id", person)))
            .ShouldBe("active agent", "the role is that of the new invitation");
    }

    [Fact]
    public async Task C11_a_departure_ahead_of_an_invited_person_ends_the_invitation_on_the_day_and_cancels_its_return()
    {
        await using TestStage test = await TestStage.SetAsync(servers);
        ReceivedEvent invited = await test.InviteAsync();
        JsonObject leave = new Departure(test.Workspace) { User = invited["userId"]!.GetValue<Guid>(), LastDay = DateTimeOffset.UtcNow.AddDays(1).ToString("O") }.ToJson();
        leave["returnDay"] = DateTimeOffset.UtcNow.AddDays(9).ToString("O");
        await test.TestSystem.Hr.SendAsync(HrSystem.Deactivate, leave);
        await test.TestSystem.Events.OneAsync("offboarding.scheduled");
        test.TestSystem.Events.Of("offboarding.invitation-cancelled").ShouldBeEmpty("until the day they may accept");

        await test.TestSystem.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now(), nudged_at = now() - interval '1 hour'");

        await test.TestSystem.Events.OneAsync("offboarding.invitation-cancelled");
        (await test.TestSystem.Events.OneAsync("offboarding.return-cancelled")).Text("why").ShouldBe("never-active");
        await test.TestSystem.Events.OneAsync("offboarding.completed");
        (await test.TestSystem.RefusalAsync(test.Accept(invited))).ShouldBe("conflicting-request");
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("expired")]
    public async Task F5_work_of_an_invited_person_goes_to_nobody_when_the_invitation_ends_and_a_departure_ahead_is_called_off(string how)
    {
        await using TestStage test = await TestStage.SetAsync(servers);
        ReceivedEvent invited = await test.InviteAsync();
        Guid person = invited["userId"]!.GetValue<Guid>();
        await test.GiveAsync(person, conversations: 6, tasks: 2);
        await test.TestSystem.Hr.SendAsync(new Departure(test.Workspace) { User = person, LastDay = DateTimeOffset.UtcNow.AddDays(1).ToString("O") });
        await test.TestSystem.Events.OneAsync("offboarding.scheduled");

        if (how == "cancelled")
        {
            await test.TestSystem.AskAsync(test.Cancel(invited) with { RequestedBy = test.Workspace.Owner });
            await test.TestSystem.Events.OneAsync("offboarding.invitation-cancelled");
        }
        else
        {
            await test.TestSystem.Database.ExecuteAsync("UPDATE workspace.invitations SET expires_at = now()");
            await test.TestSystem.Events.OneAsync("offboarding.invitation-expired");
        }

        ReceivedEvent moved = await test.TestSystem.Events.OneAsync("offboarding.reassignment-completed");
        moved["userId"]!.GetValue<Guid>().ShouldBe(person);
        (await test.TestSystem.Events.OneAsync("offboarding.cancelled"))["userId"]!.GetValue<Guid>().ShouldBe(person);
        (await test.TestSystem.UserStatusAsync(person)).ShouldBe("deleted");
        (await test.TestSystem.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', (SELECT count(*) FROM workspace.conversations WHERE assignee_id IS NULL AND status = 'open'),
                             (SELECT count(*) FROM workspace.tasks WHERE assignee_id IS NULL), (SELECT count(*) FROM dashboard.work_of_inactive_users),
                             (SELECT sum(cardinality(item_ids)) FROM offboarding.handover WHERE case_id = @case AND recipient_id IS NULL))
            """,
            ("case", moved.OffboardingId))).ShouldBe("6 2 0 8");
        string expected = how == "cancelled" ? $"{test.Workspace.Owner} {test.Workspace.Owner}" : $"{test.Workspace.Admin} offboarding";
        (await test.TestSystem.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', c.requested_by, a.actor) FROM offboarding.cases c JOIN offboarding.audit a ON a.case_id = c.id AND a.action = 'started' WHERE c.id = @case",
            ("case", moved.OffboardingId))).ShouldBe(expected, "F7: who cancelled it; when it expires, who invited, and the product starts the case");
    }

    [Fact]
    public async Task C6_where_a_complete_handover_is_required_an_invitation_with_work_is_not_cancelled_before_the_work_has_gone()
    {
        await using TestStage test = await TestStage.SetAsync(servers, policies: """{"requireCompleteHandover": true}""");
        ReceivedEvent invited = await test.InviteAsync();
        Guid person = invited["userId"]!.GetValue<Guid>();
        await test.GiveAsync(person, conversations: 2, tasks: 0);

        ReceivedEvent refused = await test.TestSystem.AskAsync(test.Cancel(invited));
        (refused.Text("code"), refused.Text("message").Contains("2 conversations")).ShouldBe(("handover-incomplete", true));

        await test.TestSystem.CompleteAsync(new Departure(test.Workspace) { User = person }.Handing("one-colleague", test.Workspace.Agents[0]));
        (await test.TestSystem.Database.ReadAsync<long>("SELECT count(*) FROM workspace.conversations WHERE assignee_id = @agent", ("agent", test.Workspace.Agents[0]))).ShouldBe(2);
        (await test.TestSystem.RefusalAsync(test.Accept(invited))).ShouldBe("conflicting-request");
    }

    [Fact]
    public async Task F10_an_invitation_of_a_held_person_ends_without_deleting_them()
    {
        await using TestStage test = await TestStage.SetAsync(servers);
        ReceivedEvent invited = await test.InviteAsync();
        Guid person = invited["userId"]!.GetValue<Guid>();
        await test.TestSystem.Database.ExecuteAsync(
            "INSERT INTO offboarding.legal_holds (workspace_id, id, user_id, reason, placed_by) VALUES (@workspace, gen_random_uuid(), @person, 'lawsuit', @admin)",
            ("workspace", test.Workspace.Id), ("person", person), ("admin", test.Workspace.Admin));

        (await test.TestSystem.AskAsync(test.Cancel(invited))).Name.ShouldBe("offboarding.invitation-cancelled");

        (await test.TestSystem.Database.ReadAsync<string>("SELECT status || ' ' || name FROM workspace.users WHERE id = @person", ("person", person))).ShouldBe("inactive Nora Newcomer");
        (await test.TestSystem.RefusalAsync(test.Accept(invited))).ShouldBe("conflicting-request");
        (await test.InviteAsync())["userId"]!.GetValue<Guid>().ShouldBe(person);
    }

    [Fact]
    public async Task C11_an_invitation_of_somebody_the_application_activated_itself_lets_nobody_in_and_ending_it_changes_neither_person_nor_seats()
    {
        await using TestStage test = await TestStage.SetAsync(servers, policies: """{"invitedUsersHoldSeats": true}""");
        ReceivedEvent invited = await test.InviteAsync();
        Guid person = invited["userId"]!.GetValue<Guid>();
        await test.TestSystem.Database.ExecuteAsync("UPDATE workspace.users SET status = 'active' WHERE id = @person", ("person", person));

        (await test.TestSystem.RefusalAsync(test.Accept(invited))).ShouldBe("conflicting-request");
        (await test.TestSystem.AskAsync(test.Cancel(invited))).Name.ShouldBe("offboarding.invitation-cancelled");

        (await test.TestSystem.UserStatusAsync(person)).ShouldBe("active");
        (await test.TestSystem.Database.ReadAsync<string>("SELECT string_agg(change, ' ' ORDER BY id) FROM dashboard.seat_changes")).ShouldBe("taken", "no seat was released");
    }

    [Fact]
    public async Task E3_a_contact_whose_account_needs_a_seat_finds_one_or_is_refused_and_an_account_that_left_stays_out()
    {
        await using TestStage test = await TestStage.SetAsync(servers, seats: 8);
        var account = Guid.NewGuid();
        await test.TestSystem.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at) VALUES (@workspace, @account, 'Client', 'client@client.test', 'inactive', now());
            INSERT INTO workspace.contacts (workspace_id, id, name, status, former_account_id) VALUES (@workspace, 7, 'Client AG', 'inactive', @account);
            INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')
            """,
            ("workspace", test.Workspace.Id), ("account", account));
        TestCommand invite = new TestCommand("offboarding.invite-contact", test.Workspace).With("contactId", 7).With("email", "new@client.test");
        ReceivedEvent invited = await test.TestSystem.AskAsync(invite);

        ReceivedEvent refused = await test.TestSystem.AskAsync(test.Accept(invited));
        (refused.Text("code"), refused.Text("message").Contains($"{account} needs a seat, and 8 of 8")).ShouldBe(("no-free-seat", true));

        await test.TestSystem.CompleteAsync(new Departure(test.Workspace));
        (await test.TestSystem.AskAsync(test.Accept(invited))).Name.ShouldBe("offboarding.invitation-accepted");
        (await test.TestSystem.UserStatusAsync(account)).ShouldBe("active");

        await test.TestSystem.CompleteAsync(new Departure(test.Workspace) { User = account });
        await test.TestSystem.AskAsync(new TestCommand("offboarding.deactivate-contact", test.Workspace).With("contactId", 7));
        (await test.TestSystem.AskAsync(test.Accept(await test.TestSystem.AskAsync(invite.Anew())))).Name.ShouldBe("offboarding.invitation-accepted");
        (await test.TestSystem.UserStatusAsync(account)).ShouldBe("inactive", "who left by a departure of their own is not let in by a link for the contact");
    }

    /// <summary>A workspace with somebody to invite.</summary>
    private sealed record TestStage(TestSystem TestSystem, TestWorkspace Workspace) : IAsyncDisposable
    {
        public static async Task<TestStage> SetAsync(Servers servers, string policies = "{}", int seats = 10)
        {
            TestSystem system = await TestSystem.SetAsync(servers);
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(seats));
            await system.Database.ExecuteAsync("UPDATE workspace.workspaces SET policies = @policies::jsonb", ("policies", policies));
            return new TestStage(system, workspace);
        }

        public async Task<ReceivedEvent> InviteAsync(string role = "agent")
        {
            ReceivedEvent invited = await TestSystem.AskAsync(
                new TestCommand("offboarding.invite-user", Workspace).With("name", "Nora Newcomer").With("email", "nora@example.test").With("role", role));
            invited.Name.ShouldBe("offboarding.user-invited");
            return invited;
        }

        public TestCommand Accept(ReceivedEvent invited) => new TestCommand("offboarding.accept-invitation", Workspace) { Anonymous = true }
            .With("invitationId", invited["invitationId"]!.DeepClone());

        public TestCommand Cancel(ReceivedEvent invited) => new TestCommand("offboarding.cancel-invitation", Workspace).With("invitationId", invited["invitationId"]!.DeepClone());

        public Task GiveAsync(Guid person, int conversations, int tasks) => TestSystem.Database.ExecuteAsync(
            """
            INSERT INTO workspace.conversations (workspace_id, assignee_id, subject) SELECT @workspace, @person, 'Early' FROM generate_series(1, @conversations);
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @person, 'Early' FROM generate_series(1, @tasks)
            """,
            ("workspace", Workspace.Id), ("person", person), ("conversations", conversations), ("tasks", tasks));

        public ValueTask DisposeAsync() => TestSystem.DisposeAsync();
    }
}
