using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Integration.Tests.Ownership;

/// <summary>Ownership is handed on, alone or with the departure of who had it; a workspace is never without an owner (A7, B2, B3, D7).</summary>
public sealed class OwnershipTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task A7_B3_the_account_and_the_role_go_to_somebody_else_and_then_the_former_owner_can_leave()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner());
        (await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner })).Text("code").ShouldBe("account-owner");

        ReceivedEvent transferred = await system.AskAsync(Transfer(workspace, workspace.Agents[0]));

        (transferred["account"]!.GetValue<bool>(), transferred["ownerRole"]!.GetValue<bool>()).ShouldBe((true, true));
        (await OwnersAsync(system, workspace)).ShouldBe($"account {workspace.Agents[0]} owners {workspace.Agents[0]}");
        (await system.Database.ReadAsync<string>(
            "SELECT array_to_string(roles, ' ') || ' ' || owns_account FROM dashboard.users WHERE id = @owner", ("owner", workspace.Owner))).ShouldBe("admin false");
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Owner });
    }

    [Fact]
    public async Task A7_D7_a_departure_that_names_the_next_owner_does_both_at_once()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner());
        Departure departure = new(workspace) { User = workspace.Owner, RequestedBy = workspace.Owner };
        JsonObject json = departure.ToJson();
        json["nextOwner"] = workspace.Admin;

        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        await system.Events.OneAsync("offboarding.completed");

        (await OwnersAsync(system, workspace)).ShouldBe($"account {workspace.Admin} owners {workspace.Admin}");
        (await system.Events.AtLeastAsync(1, "offboarding.ownership-transferred")).ShouldHaveSingleItem().RequestId.ShouldBe(departure.RequestId);
        (await system.UserStatusAsync(workspace.Owner)).ShouldBe("inactive");
        (await system.Database.ReadAsync<bool>(
            """
            SELECT count(DISTINCT at) = 1 AND count(*) = 2 FROM offboarding.audit
            WHERE action IN ('ownership-transferred', 'started') AND case_id IS NOT NULL
            """)).ShouldBeTrue("one transaction has one time");
    }

    [Fact]
    public async Task A_departure_that_is_scheduled_hands_on_when_it_is_due_and_not_before()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner());
        JsonObject json = (new Departure(workspace) { User = workspace.Owner, RequestedBy = workspace.Owner, LastDay = $"{DateTimeOffset.UtcNow.AddDays(3):O}" }).ToJson();
        json["nextOwner"] = workspace.Admin;
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled");
        (await OwnersAsync(system, workspace)).ShouldBe($"account {workspace.Owner} owners {workspace.Owner}");

        await system.AskAsync(new TestCommand("offboarding.reschedule-offboarding", workspace).With("offboardingId", scheduled.OffboardingId).With("lastDay", $"{DateTimeOffset.UtcNow:O}"));

        await system.Events.OneAsync("offboarding.completed");
        (await OwnersAsync(system, workspace)).ShouldBe($"account {workspace.Admin} owners {workspace.Admin}");
    }

    [Fact]
    public async Task Ownership_is_not_for_admins_to_take_and_not_for_everybody_to_get()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithPartners(1));
        await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[1] });

        (await system.RefusalAsync(Transfer(workspace, workspace.Admin) with { RequestedBy = workspace.Admin })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Transfer(workspace, workspace.Agents[1]))).ShouldBe("recipient-inactive");
        (await system.RefusalAsync(Transfer(workspace, workspace.Partners[0]))).ShouldBe("recipient-not-eligible");
        (await system.RefusalAsync(Transfer(workspace, workspace.Owner))).ShouldBe("recipient-not-eligible");
        (await system.RefusalAsync(Transfer(workspace, Guid.NewGuid()))).ShouldBe("recipient-unknown");
        (await system.RefusalAsync(Transfer(workspace, workspace.Admin).With("userId", workspace.Agents[0]))).ShouldBe("conflicting-request");
        (await LeavingAsync(system, workspace, workspace.Owner, workspace.Admin, by: workspace.Admin)).ShouldBe("not-permitted");
        (await LeavingAsync(system, workspace, workspace.Leaver, workspace.Admin, by: workspace.Owner)).ShouldBe("invalid-request");
        (await LeavingAsync(system, workspace, workspace.Owner, workspace.Agents[1], by: workspace.Owner)).ShouldBe("recipient-inactive");
        system.Events.Of("offboarding.ownership-transferred").ShouldBeEmpty();
    }

    [Fact]
    public async Task A7_a_line_of_an_admins_list_takes_ownership_from_nobody_and_one_of_an_owners_list_passes_it_on()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();

        await system.Hr.SendAsync("offboarding.deactivate-users", List(workspace.Admin, workspace.Admin));
        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("not-permitted");
        (await system.UserStatusAsync(workspace.Owner)).ShouldBe("active");
        system.Events.Of("offboarding.ownership-transferred").ShouldBeEmpty();

        await system.Hr.SendAsync("offboarding.deactivate-users", List(workspace.SecondOwner!.Value, workspace.SecondOwner.Value));
        (await system.Events.OneAsync("offboarding.ownership-transferred"))["nextOwner"]!.GetValue<Guid>().ShouldBe(workspace.SecondOwner.Value);
        await system.Events.OneAsync("offboarding.completed");

        JsonObject List(Guid by, Guid next) => new()
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = by,
            ["reason"] = "left-company",
            ["users"] = new JsonArray(new JsonObject { ["userId"] = workspace.Owner, ["nextOwner"] = next }),
        };
    }

    [Fact]
    public async Task Two_owners_who_leave_at_once_and_name_each_other_leave_one_owner()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner());
        Guid other = workspace.SecondOwner!.Value;
        JsonObject first = (new Departure(workspace) { User = workspace.Owner, RequestedBy = workspace.Owner }).ToJson();
        first["nextOwner"] = other;
        JsonObject second = (new Departure(workspace) { User = other, RequestedBy = other }).ToJson();
        second["nextOwner"] = workspace.Owner;

        await Task.WhenAll(system.Hr.SendAsync(HrSystem.Deactivate, first), system.Hr.SendAsync(HrSystem.Deactivate, second));

        // Whoever comes second names somebody who is not active any more.
        (await system.Events.OneAsync("offboarding.refused")).Text("code").ShouldBe("recipient-inactive");
        await system.Events.OneAsync("offboarding.completed");
    }

    [Fact]
    public async Task D7_of_two_last_owners_who_leave_at_once_exactly_one_is_refused_a_thousand_times_out_of_a_thousand()
    {
        const int Races = 1000;
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        await using WorkerHost worker = await WorkerHost.StartAsync(database, null);
        ICommandHandler<DeactivateUserRequested> handler = worker.Services.GetRequiredService<ICommandHandler<DeactivateUserRequested>>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Races), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellationToken) =>
        {
            TestWorkspace workspace = await new WorkspaceBuilder().WithoutAccountOwner().SaveAsync(database, cancellationToken);
            await Task.WhenAll(LeaveAsync(handler, workspace, workspace.Owner), LeaveAsync(handler, workspace, workspace.SecondOwner!.Value));
        });

        (await database.ReadAsync<string>(
            """
            SELECT concat_ws(' ', count(*) FILTER (WHERE owners.active = 1), count(*) FILTER (WHERE owners.active <> 1),
                             (SELECT count(*) FROM offboarding.refusals WHERE code = 'only-owner'), (SELECT count(*) FROM offboarding.refusals))
            FROM workspace.workspaces w
            CROSS JOIN LATERAL (
                SELECT count(*) AS active FROM workspace.user_roles r
                JOIN workspace.users u ON u.workspace_id = r.workspace_id AND u.id = r.user_id AND u.status = 'active'
                WHERE r.workspace_id = w.id AND r.role = 'owner') owners
            """)).ShouldBe($"{Races} 0 {Races} {Races}");
    }

    private static async Task LeaveAsync(ICommandHandler<DeactivateUserRequested> handler, TestWorkspace workspace, Guid user)
    {
        var command = new DeactivateUserRequested
        {
            RequestId = Guid.NewGuid(),
            WorkspaceId = workspace.Id,
            UserId = user,
            RequestedBy = workspace.Admin,
            Reason = DeactivationReason.LeftCompany,
        };
        while (true)
        {
            try
            {
                await handler.HandleAsync(command, new ReceivedBody([(byte)'{', (byte)'}'], HrSystem.PlainJson), TestContext.Current.CancellationToken);
                return;
            }
            catch (WorkspaceLockedException)
            {
                // The queue would bring the message again.
            }
        }
    }

    private static async Task<string> LeavingAsync(TestSystem system, TestWorkspace workspace, Guid user, Guid next, Guid by)
    {
        Departure departure = new(workspace) { User = user, RequestedBy = by };
        JsonObject json = departure.ToJson();
        json["nextOwner"] = next;
        await system.Hr.SendAsync(HrSystem.Deactivate, json);
        return (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == departure.RequestId)).Text("code");
    }

    private static TestCommand Transfer(TestWorkspace workspace, Guid next) =>
        new TestCommand("offboarding.transfer-ownership", workspace) { RequestedBy = workspace.Owner }.With("userId", workspace.Owner).With("nextOwner", next);

    private static Task<string> OwnersAsync(TestSystem system, TestWorkspace workspace) => system.Database.ReadAsync<string>(
        """
        SELECT format('account %s owners %s', w.account_owner_id,
                      (SELECT string_agg(r.user_id::text, ',') FROM workspace.user_roles r WHERE r.workspace_id = w.id AND r.role = 'owner'))
        FROM workspace.workspaces w WHERE w.id = @id
        """,
        ("id", workspace.Id));
}
