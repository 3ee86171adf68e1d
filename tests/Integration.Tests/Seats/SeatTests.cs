namespace Offboarding.Integration.Tests.Seats;

/// <summary>A seat is free as soon as its user is inactive; what is paid for is another matter (A5, A6, B6, C9, C10).</summary>
public sealed class SeatTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A5_B6_the_seat_can_be_taken_at_once_and_A6_C10_the_paid_limit_does_not_shrink()
    {
        await using TestSystem system = await shared.SetAsync();
        // Two owners, an admin, the leaver and three agents: every seat is taken.
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));
        (await FreeSeatsAsync(system, workspace)).ShouldBe(0);

        await system.CompleteAsync(new Departure(workspace));

        (await FreeSeatsAsync(system, workspace)).ShouldBe(1);
        ReceivedEvent released = (await system.Events.AtLeastAsync(1, "offboarding.seat-released")).ShouldHaveSingleItem();
        (released.Number("seatLimit"), released.Number("seatsInUse"), released["limitLowered"]!.GetValue<bool>()).ShouldBe((7, 6, false));

        await AddAsync(system.Database, workspace);
        (await FreeSeatsAsync(system, workspace)).ShouldBe(0);
    }

    [Fact]
    public async Task A6_the_limit_is_lowered_by_one_if_the_request_asks_for_it()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));

        await system.CompleteAsync(new Departure(workspace) { LowerSeatLimit = true });

        (await FreeSeatsAsync(system, workspace)).ShouldBe(0);
        ReceivedEvent released = (await system.Events.AtLeastAsync(1, "offboarding.seat-released")).ShouldHaveSingleItem();
        (released.Number("seatLimit"), released.Number("seatsInUse"), released["limitLowered"]!.GetValue<bool>()).ShouldBe((6, 6, true));
    }

    [Fact]
    public async Task C9_a_partner_holds_no_seat_so_nothing_is_freed_or_lowered()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7).WithLeaver("agent", "partner"));
        (await FreeSeatsAsync(system, workspace)).ShouldBe(1);

        await system.CompleteAsync(new Departure(workspace) { LowerSeatLimit = true });

        (await FreeSeatsAsync(system, workspace)).ShouldBe(1);
        (await system.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces")).ShouldBe(7);
        system.Events.Of("offboarding.seat-released").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_seat_that_is_taken_while_the_limit_is_lowered_keeps_the_limit_above_what_is_in_use()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7).WithAccess(openSessions: 1, validTokens: 0));
        Departure departure = new(workspace) { LowerSeatLimit = true };

        // The session that is held keeps the second phase waiting until somebody is about to take the seat.
        await using Blocker session = await Blocker.HoldAsync(system.Database, "SELECT 1 FROM workspace.sessions FOR UPDATE");
        Guid id = await system.OpenAsync(departure);
        await using Blocker seat = await Blocker.HoldAsync(
            system.Database,
            """
            SELECT 1 FROM workspace.workspaces WHERE id = @workspace FOR NO KEY UPDATE;
            INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')
            """,
            ("workspace", workspace.Id));
        await session.ReleaseAsync();
        await seat.IsInTheWayAsync(system.Database);
        await seat.ReleaseAsync();

        await system.BecomesAsync(id, "completed");
        (await FreeSeatsAsync(system, workspace)).ShouldBe(0);
        (await system.Database.ReadAsync<int>("SELECT seat_limit FROM workspace.workspaces")).ShouldBe(7);
        (await system.Events.OneAsync("offboarding.seat-released"))["limitLowered"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task B7_an_identity_is_never_recycled_the_seat_passes_on_to_a_new_user()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(closed: 2));
        await system.CompleteAsync(new Departure(workspace));

        Guid added = await AddAsync(system.Database, workspace);

        added.ShouldNotBe(workspace.Leaver);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM workspace.conversations WHERE assignee_id = @leaver", ("leaver", workspace.Leaver))).ShouldBe(2);
    }

    private static Task<int> FreeSeatsAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<int>(
        """
        SELECT seat_limit - (SELECT count(*)::int FROM workspace.users u WHERE u.workspace_id = w.id AND u.status = 'active' AND u.kind = 'full')
        FROM workspace.workspaces w WHERE id = @id
        """,
        ("id", workspace.Id));

    private static async Task<Guid> AddAsync(TestDatabase database, TestWorkspace workspace)
    {
        var id = Guid.NewGuid();
        await database.ExecuteAsync(
            "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, @id, 'New', 'new@example.test')",
            ("workspace", workspace.Id), ("id", id));
        return id;
    }
}
