namespace Offboarding.Integration.Tests.Departures;

/// <summary>There is always somebody who can manage the workspace (A7, B1, B2, B3, D7).</summary>
public sealed class OwnerTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task B1_an_admin_deactivates_another_admin()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithLeaver("admin"));
        await system.CompleteAsync(new Departure(workspace));
        (await ActiveAsync(system, workspace.Leaver)).ShouldBeFalse();
    }

    [Fact]
    public async Task D7_the_only_owner_stays_until_there_is_a_second_one()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        Departure departure = new Departure(workspace) { User = workspace.Owner };
        (await system.RefuseAsync(departure)).Text("code").ShouldBe("only-owner");

        await MakeOwnerAsync(system, workspace, workspace.Agents[0]);

        await system.CompleteAsync(departure with { RequestId = Guid.NewGuid() });
        (await ActiveAsync(system, workspace.Owner)).ShouldBeFalse();
    }

    [Fact]
    public async Task D7_an_owner_who_is_inactive_is_no_second_owner()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner());
        await system.CompleteAsync(new Departure(workspace) { User = workspace.SecondOwner!.Value });

        (await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner })).Text("code").ShouldBe("only-owner");
    }

    [Fact]
    public async Task A7_the_owner_of_the_account_goes_after_the_account_was_handed_over()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure departure = new Departure(workspace) { User = workspace.Owner };
        (await system.RefuseAsync(departure)).Text("code").ShouldBe("account-owner");

        await system.Database.ExecuteAsync(
            "UPDATE workspace.workspaces SET account_owner_id = @second WHERE id = @id", ("second", workspace.SecondOwner), ("id", workspace.Id));

        await system.CompleteAsync(departure with { RequestId = Guid.NewGuid() });
    }

    [Fact]
    public async Task B3_once_the_role_is_taken_off_they_can_go()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        await MakeOwnerAsync(system, workspace, workspace.Agents[0]);
        await system.Database.ExecuteAsync("DELETE FROM workspace.user_roles WHERE user_id = @owner", ("owner", workspace.Owner));

        await system.CompleteAsync(new Departure(workspace) { User = workspace.Owner });
    }

    [Fact]
    public async Task Two_requests_for_the_last_two_owners_leave_one_owner_in_each_of_forty_workspaces()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Messaging:ConcurrentMessages", "64"));
        var departures = new List<Departure>();
        for (int i = 0; i < 40; i++)
        {
            TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner());
            departures.Add(new Departure(workspace) { RequestId = Guid.NewGuid(), User = workspace.Owner });
            departures.Add(new Departure(workspace) { RequestId = Guid.NewGuid(), User = workspace.SecondOwner!.Value });
        }

        await Task.WhenAll(departures.Select(system.Hr.SendAsync));
        IReadOnlyList<ReceivedEvent> refused = await system.Events.AtLeastAsync(40, "offboarding.refused");
        await system.Events.AtLeastAsync(40, "offboarding.completed");

        refused.ShouldAllBe(r => r.Text("code") == "only-owner");
        (await system.Database.ReadAsync<long>(
            """
            SELECT count(*) FROM (
                SELECT r.workspace_id FROM workspace.user_roles r
                JOIN workspace.users u ON u.workspace_id = r.workspace_id AND u.id = r.user_id AND u.status = 'active'
                WHERE r.role = 'owner' GROUP BY r.workspace_id HAVING count(*) = 1) one
            """)).ShouldBe(40);
    }

    private static Task MakeOwnerAsync(TestSystem system, TestWorkspace workspace, Guid user) => system.GiveRoleAsync(workspace, user, "owner");

    private static Task<bool> ActiveAsync(TestSystem system, Guid user) =>
        system.Database.ReadAsync<bool>("SELECT status = 'active' FROM workspace.users WHERE id = @id", ("id", user));
}
