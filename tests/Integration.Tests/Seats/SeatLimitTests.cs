using Npgsql;

namespace Offboarding.Integration.Tests.Seats;

/// <summary>What is paid for changes only on purpose (A6, B6, C10), and never below what is in use, whoever writes.</summary>
public sealed class SeatLimitTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A6_lowering_the_paid_seats_is_an_act_of_its_own_with_a_line_in_the_ledger()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();

        ReceivedEvent changed = await system.AskAsync(Limit(workspace, 7));

        (changed.Number("previousSeatLimit"), changed.Number("seatLimit"), changed.Number("seatsInUse")).ShouldBe((10, 7, 7));
        (await LedgerAsync(system)).ShouldBe($"limit 10>7 by {workspace.Admin}: fewer people");
    }

    [Fact]
    public async Task Not_below_what_is_in_use_and_not_by_anybody()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent refused = await system.AskAsync(Limit(workspace, 6));
        refused.Text("code").ShouldBe("no-free-seat");
        refused.Text("message").ShouldContain("7 seats are in use");
        (await system.RefusalAsync(Limit(workspace, 20) with { RequestedBy = workspace.Leaver })).ShouldBe("not-permitted");

        PostgresException past = await Should.ThrowAsync<PostgresException>(() => system.Database.ExecuteAsync("UPDATE workspace.workspaces SET seat_limit = 6"));
        past.ConstraintName.ShouldBe("no_limit_below_use");
    }

    [Fact]
    public async Task The_ledger_names_who_freed_and_who_took_a_seat_and_the_view_who_holds_one()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithPartners(1));
        await system.CompleteAsync(new Departure(workspace) { LowerSeatLimit = true });
        await system.AskAsync(new TestCommand("offboarding.reactivate-user", workspace) { RequestedBy = workspace.Owner }.With("userId", workspace.Leaver));

        (await LedgerAsync(system)).ShouldBe(
            $"released 7>6 by {workspace.Admin}: left-company; limit 10>9 by {workspace.Admin}: left-company; taken 6>7 by {workspace.Owner}: reactivated");
        (await system.Database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE h.user_id = @leaver), count(*) FILTER (WHERE h.user_id = @partner), max(w.seats_in_use))
            FROM dashboard.seat_holders h JOIN dashboard.workspaces w ON w.id = h.workspace_id
            """,
            ("leaver", workspace.Leaver), ("partner", workspace.Partners[0]))).ShouldBe("7 1 0 7");
    }

    [Fact]
    public async Task The_freed_seat_is_taken_by_one_of_fifty_new_users_in_the_same_second_and_the_limit_holds()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(7));
        Task<bool>[] joiners = [.. Enumerable.Range(0, 50).Select(n => TakesTheSeatAsync(system.Database, workspace, n))];

        await system.CompleteAsync(new Departure(workspace));

        (await Task.WhenAll(joiners)).Count(took => took).ShouldBe(1);
        (await system.Database.ReadAsync<string>("SELECT in_use || ' of ' || seat_limit FROM workspace.seats")).ShouldBe("7 of 7");
    }

    [Fact]
    public async Task A_limit_that_is_lowered_while_a_user_is_added_never_ends_below_what_is_in_use()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithSeatLimit(8));
        await using Blocker added = await Blocker.HoldAsync(
            system.Database, "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', 'new@example.test')",
            ("workspace", workspace.Id));
        await system.Hr.SendAsync("offboarding.change-seat-limit", Limit(workspace, 7).ToJson());
        await added.IsInTheWayAsync(system.Database);
        await added.ReleaseAsync();

        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("no-free-seat");
    }

    /// <summary>The application around us, which knows of no lock: it tries until it has the seat, or somebody else has.</summary>
    private static async Task<bool> TakesTheSeatAsync(TestDatabase database, TestWorkspace workspace, int number)
    {
        while (true)
        {
            try
            {
                await database.ExecuteAsync(
                    "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, gen_random_uuid(), 'New', @email)",
                    ("workspace", workspace.Id), ("email", $"new-{number}@example.test"));
                return true;
            }
            catch (PostgresException refused) when (refused.ConstraintName == "no_more_users_than_seats")
            {
                if (await database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM workspace.users WHERE name = 'New')"))
                {
                    return false;
                }
            }
        }
    }

    private static TestCommand Limit(TestWorkspace workspace, int seats) =>
        new TestCommand("offboarding.change-seat-limit", workspace).With("seatLimit", seats).With("reason", "fewer people");

    private static Task<string> LedgerAsync(TestSystem system) => system.Database.ReadAsync<string>(
        "SELECT string_agg(format('%s %s>%s by %s: %s', change, from_count, to_count, changed_by, reason), '; ' ORDER BY id) FROM dashboard.seat_changes");
}
