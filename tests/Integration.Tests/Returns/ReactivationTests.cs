namespace Offboarding.Integration.Tests.Returns;

/// <summary>Back again (A1, A2, D6): the account as it was, on a seat.</summary>
public sealed class ReactivationTests(Servers servers)
{
    [Fact]
    public async Task D6_the_account_works_again_with_the_old_password_and_with_roles_and_teams_as_they_were()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithLeaver("admin"));
        await stage.Database.ExecuteAsync(
            "UPDATE workspace.users SET password_hash = 'argon2id$old' WHERE id = @leaver; UPDATE workspace.workspaces SET seat_limit = 7", ("leaver", workspace.Leaver));
        string before = await AccountAsync(stage, workspace);
        await stage.CompleteAsync(new Departure(workspace));
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        Heard back = await stage.AskAsync(Back(workspace));

        back.Name.ShouldBe("offboarding.user-reactivated");
        (back["seatTaken"]!.GetValue<bool>(), back.Number("seatLimit"), back.Number("seatsInUse")).ShouldBe((true, 7, 7));
        (await AccountAsync(stage, workspace)).ShouldBe(before);
        before.ShouldBe("active argon2id$old admin Support open nobody");
        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.sessions (workspace_id, user_id) VALUES (@workspace, @leaver)", ("workspace", workspace.Id), ("leaver", workspace.Leaver));
    }

    [Fact]
    public async Task A2_the_person_moves_to_the_inactive_list_and_back()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        (await ListsAsync(stage, workspace)).ShouldBe("active, 7 active 0 inactive, 7 of 10 seats, 3 free");

        await stage.CompleteAsync(new Departure(workspace));
        (await ListsAsync(stage, workspace)).ShouldBe("inactive, 6 active 1 inactive, 6 of 10 seats, 4 free");

        await stage.AskAsync(Back(workspace));
        (await ListsAsync(stage, workspace)).ShouldBe("active, 7 active 0 inactive, 7 of 10 seats, 3 free");
    }

    [Fact]
    public async Task A_person_without_a_free_seat_stays_out_until_there_is_one()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithSeatLimit(7));
        await stage.CompleteAsync(new Departure(workspace));
        await stage.Database.ExecuteAsync(
            "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')", ("workspace", workspace.Id));

        (await stage.RefusalAsync(Back(workspace))).ShouldBe("no-free-seat");
        (await stage.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        await stage.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });
        (await stage.AskAsync(Back(workspace))).Name.ShouldBe("offboarding.user-reactivated");
    }

    [Fact]
    public async Task C9_a_partner_comes_back_without_a_seat()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithSeatLimit(6).WithLeaver("agent", "partner"));
        await stage.CompleteAsync(new Departure(workspace));

        Heard back = await stage.AskAsync(Back(workspace));

        (back["seatTaken"]!.GetValue<bool>(), back.Number("seatsInUse")).ShouldBe((false, 6));
    }

    [Fact]
    public async Task Nobody_comes_back_while_their_departure_is_in_progress_or_ahead()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 5));
        await using Blocker blocker = await Blocker.HoldAsync(stage.Database, "SELECT 1 FROM workspace.conversations FOR UPDATE");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        await stage.Hr.SendAsync(departure);
        Guid id = await stage.CaseAsync(departure);

        Heard refused = await stage.AskAsync(Back(workspace));
        refused.Text("code").ShouldBe("conflicting-request");
        refused.Text("message").ShouldContain(id.ToString());
        await blocker.ReleaseAsync();

        var ahead = new Departure(workspace) { User = workspace.Agents[1], LastDay = $"{DateTimeOffset.UtcNow.AddDays(9):O}" };
        await stage.Hr.SendAsync(ahead);
        await stage.Events.OneAsync("offboarding.scheduled");
        Heard early = await stage.AskAsync(Back(workspace).With("userId", workspace.Agents[1]));
        early.Text("code").ShouldBe("conflicting-request");
        early.Text("help").ShouldContain("CancelOffboardingRequested");
    }

    [Fact]
    public async Task A1_only_an_admin_or_owner_may_ask_and_only_for_somebody_who_is_inactive()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync();
        (await stage.RefusalAsync(Back(workspace) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await stage.RefusalAsync(Back(workspace))).ShouldBe("conflicting-request");
        (await stage.RefusalAsync(Back(workspace).With("userId", Guid.NewGuid()))).ShouldBe("unknown-user");
        await stage.Database.ExecuteAsync(
            "UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver));
        (await stage.RefusalAsync(Back(workspace))).ShouldBe("unknown-user");
    }

    [Fact]
    public async Task Fifty_who_come_back_at_once_take_the_seats_there_are_and_never_more()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithSeatLimit(17));
        await stage.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status, sign_in_closed_at)
            SELECT @workspace, ('f0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Former ' || n, n || '@former.test', 'inactive', now()
            FROM generate_series(1, 50) n
            """,
            ("workspace", workspace.Id));

        await Task.WhenAll(Enumerable.Range(1, 50).Select(n => stage.Hr.SendAsync(
            "offboarding.reactivate-user", Back(workspace).Anew().With("userId", $"f0000000-0000-4000-8000-{n:d12}").ToJson())));

        IReadOnlyList<Heard> refused = await stage.Events.AtLeastAsync(40, "offboarding.refused");
        await stage.Events.AtLeastAsync(10, "offboarding.user-reactivated");
        refused.ShouldAllBe(r => r.Text("code") == "no-free-seat");
        (await stage.Database.ReadAsync<string>("SELECT in_use || ' of ' || seat_limit FROM workspace.seats")).ShouldBe("17 of 17");
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.seat_changes WHERE change = 'taken'")).ShouldBe(10);
    }

    [Fact]
    public async Task F4_who_comes_back_gets_the_work_back_that_nobody_has_touched_if_it_is_asked_for()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 6));
        await stage.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await stage.Database.ExecuteAsync("UPDATE workspace.conversations SET status = 'closed', updated_at = now() WHERE id = 1");

        Heard back = await stage.AskAsync(Back(workspace).With("giveBackWork", true));

        Guid undo = back["undoRequestId"]!.GetValue<Guid>();
        await stage.Events.OneAsync("offboarding.undo-completed", e => e.RequestId == undo);
        (await stage.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(5);
    }

    [Fact]
    public async Task Who_handed_nothing_over_has_nothing_to_get_back()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 6));
        await stage.CompleteAsync(new Departure(workspace));

        Heard back = await stage.AskAsync(Back(workspace).With("giveBackWork", true));

        back["undoRequestId"].ShouldBeNull();
        stage.Events.Of("offboarding.refused").ShouldBeEmpty();
    }

    private static Wish Back(TestWorkspace workspace) => new Wish("offboarding.reactivate-user", workspace).With("userId", workspace.Leaver);

    private static Task<string> AccountAsync(Stage stage, TestWorkspace workspace) => stage.Database.ReadAsync<string>(
        """
        SELECT concat_ws(' ', u.status, u.password_hash,
            (SELECT string_agg(role, ',') FROM workspace.user_roles WHERE user_id = u.id),
            (SELECT string_agg(t.name, ',') FROM workspace.team_members m JOIN workspace.teams t ON t.id = m.team_id WHERE m.user_id = u.id),
            CASE WHEN u.sign_in_closed_at IS NULL THEN 'open' ELSE 'closed' END, coalesce(u.successor_id::text, 'nobody'))
        FROM workspace.users u WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));

    private static Task<string> ListsAsync(Stage stage, TestWorkspace workspace) => stage.Database.ReadAsync<string>(
        """
        SELECT format('%s, %s active %s inactive, %s of %s seats, %s free', u.status, w.active, w.inactive, w.seats_in_use, w.seat_limit, w.seats_free)
        FROM dashboard.users u JOIN dashboard.workspaces w ON w.id = u.workspace_id WHERE u.id = @leaver
        """,
        ("leaver", workspace.Leaver));
}
