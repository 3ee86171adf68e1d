namespace Offboarding.Integration.Tests.Returns;

/// <summary>Back again (A1, A2, D6): the account as it was, on a seat.</summary>
public sealed class ReactivationTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task D6_the_account_works_again_with_the_old_password_and_with_roles_and_teams_as_they_were()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithLeaver("admin"));
        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET password_hash = 'argon2id$old' WHERE id = @leaver; UPDATE workspace.workspaces SET seat_limit = 7", ("leaver", workspace.Leaver));
        string before = await AccountAsync(system, workspace);
        await system.CompleteAsync(new Departure(workspace));
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        ReceivedEvent back = await system.AskAsync(Back(workspace));

        back.Name.ShouldBe("offboarding.user-reactivated");
        (back["seatTaken"]!.GetValue<bool>(), back.Number("seatLimit"), back.Number("seatsInUse")).ShouldBe((true, 7, 7));
        (await AccountAsync(system, workspace)).ShouldBe(before);
        before.ShouldBe("active argon2id$old admin Support open nobody");
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @leaver)", ("workspace", workspace.Id), ("leaver", workspace.Leaver));
    }

    [Fact]
    public async Task A2_the_person_moves_to_the_inactive_list_and_back()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (await ListsAsync(system, workspace)).ShouldBe("active, 7 active 0 inactive, 7 of 10 seats, 3 free");

        await system.CompleteAsync(new Departure(workspace));
        (await ListsAsync(system, workspace)).ShouldBe("inactive, 6 active 1 inactive, 6 of 10 seats, 4 free");

        await system.AskAsync(Back(workspace));
        (await ListsAsync(system, workspace)).ShouldBe("active, 7 active 0 inactive, 7 of 10 seats, 3 free");
    }

    [Fact]
    public async Task A_person_without_a_free_seat_stays_out_until_there_is_one()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));
        await system.CompleteAsync(new Departure(workspace));
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')", ("workspace", workspace.Id));

        (await system.RefusalAsync(Back(workspace))).ShouldBe("no-free-seat");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        (await system.AskAsync(Back(workspace))).Name.ShouldBe("offboarding.user-reactivated");
    }

    [Fact]
    public async Task C9_a_partner_comes_back_without_a_seat()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(6).WithLeaver("agent", "partner"));
        await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent back = await system.AskAsync(Back(workspace));

        (back["seatTaken"]!.GetValue<bool>(), back.Number("seatsInUse")).ShouldBe((false, 6));
    }

    [Fact]
    public async Task Nobody_comes_back_while_their_departure_is_in_progress_or_ahead()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await using Blocker blocker = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);

        ReceivedEvent refused = await system.AskAsync(Back(workspace));
        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("message").ShouldContain(id.ToString());
        await blocker.ReleaseAsync();

        var ahead = new Departure(workspace) { User = workspace.Agents[1], LastDay = $"{DateTimeOffset.UtcNow.AddDays(9):O}" };
        await system.Hr.SendAsync(ahead);
        await system.Events.OneAsync("offboarding.scheduled");
        ReceivedEvent early = await system.AskAsync(Back(workspace).With("userId", workspace.Agents[1]));
        early.Text("code").ShouldBe("conflicting-request");
        early.Text("help").ShouldContain("CancelOffboardingRequested");
    }

    [Fact]
    public async Task A1_only_an_admin_or_owner_may_ask_and_only_for_somebody_who_is_inactive()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (await system.RefusalAsync(Back(workspace) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Back(workspace))).ShouldBe("conflicting-request");
        (await system.RefusalAsync(Back(workspace).With("userId", Guid.NewGuid()))).ShouldBe("unknown-user");
        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));
        (await system.RefusalAsync(Back(workspace))).ShouldBe("unknown-user");
    }

    [Fact]
    public async Task Fifty_who_come_back_at_once_take_the_seats_there_are_and_never_more()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(17));
        await system.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
            SELECT @workspace, ('f0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Former ' || n, n || '@former.test', 'inactive', now()
            FROM generate_series(1, 50) n
            """,
            ("workspace", workspace.Id));

        await Task.WhenAll(Enumerable.Range(1, 50).Select(n => system.Hr.SendAsync(
            "offboarding.reactivate-user", Back(workspace).Anew().With("userId", $"f0000000-0000-4000-8000-{n:d12}").ToJson())));

        IReadOnlyList<ReceivedEvent> refused = await system.Events.AtLeastAsync(40, "offboarding.refused");
        await system.Events.AtLeastAsync(10, "offboarding.user-reactivated");
        refused.ShouldAllBe(r => r.Text("code") == "no-free-seat");
        (await system.Database.ReadAsync<string>("SELECT in_use || ' of ' || seat_limit FROM workspace.seats")).ShouldBe("17 of 17");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.seat_changes WHERE change = 'taken'")).ShouldBe(10);
    }

    [Fact]
    public async Task F4_who_comes_back_gets_the_work_back_that_nobody_has_touched_if_it_is_asked_for()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await system.Database.ExecuteAsync("UPDATE workspace.conversations SET status = 'closed', updated_at = now() WHERE id = 1");

        ReceivedEvent back = await system.AskAsync(Back(workspace).With("giveBackWork", true));

        Guid undo = back["undoRequestId"]!.GetValue<Guid>();
        await system.Events.OneAsync("offboarding.undo-completed", e => e.RequestId == undo);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(5);
    }

    [Fact]
    public async Task Who_handed_nothing_over_has_nothing_to_get_back()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 6));
        await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent back = await system.AskAsync(Back(workspace).With("giveBackWork", true));

        back["undoRequestId"].ShouldBeNull();
        system.Events.Of("offboarding.refused").ShouldBeEmpty();
    }

    private static TestCommand Back(TestWorkspace workspace) => new TestCommand("offboarding.reactivate-user", workspace).With("userId", workspace.Leaver);

    private static Task<string> AccountAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', u.status, u.password_hash,
            (SELECT string_agg(role, ',') FROM workspace.user_roles WHERE user_id = u.id),
            (SELECT string_agg(t.name, ',') FROM workspace.team_members m JOIN workspace.teams t ON t.id = m.team_id WHERE m.user_id = u.id),
            CASE WHEN u.sign_in_closed_at IS NULL THEN 'open' ELSE 'closed' END, coalesce(u.successor_id::text, 'nobody'))
        FROM workspace.users u WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));

    private static Task<string> ListsAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT format('%s, %s active %s inactive, %s of %s seats, %s free', u.status, w.active, w.inactive, w.seats_in_use, w.seat_limit, w.seats_free)
        FROM dashboard.users u JOIN dashboard.workspaces w ON w.id = u.workspace_id WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));
}
