using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Deletion;

/// <summary>F10: what is held is not deleted, whatever else is asked.</summary>
public sealed class LegalHoldTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task F10_a_held_user_can_leave_and_is_not_deleted_until_the_hold_is_lifted()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (await system.AskAsync(Deletions.Hold(workspace))).Name.ShouldBe("offboarding.legal-hold-placed");
        await system.CompleteAsync(new Departure(workspace));

        ReceivedEvent refused = await system.AskAsync(Deletions.Of(workspace));
        (refused.Text("code"), refused.Text("help").Contains("LiftLegalHoldRequested", StringComparison.Ordinal)).ShouldBe(("legal-hold", true));
        (await system.RefusalAsync(Deletions.Of(workspace).With("lastDay", $"{DateTimeOffset.UtcNow.AddDays(30):O}"))).ShouldBe("legal-hold");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        (await system.AskAsync(Deletions.Lift(workspace))).Name.ShouldBe("offboarding.legal-hold-lifted");
        await Deletions.CompleteAsync(system, Deletions.Of(workspace));
    }

    [Fact]
    public async Task Holds_are_for_admins_to_place_and_lift_are_audited_and_seen_in_a_view_with_who_and_why()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (await system.RefusalAsync(Deletions.Hold(workspace) with { RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        (await system.RefusalAsync(Deletions.Hold(workspace).With("reason", " "))).ShouldBe("invalid-request");
        (await system.RefusalAsync(Deletions.Lift(workspace))).ShouldBe("conflicting-request");
        TestCommand hold = Deletions.Hold(workspace);
        await system.AskAsync(hold);
        (await system.RefusalAsync(Deletions.Hold(workspace))).ShouldBe("conflicting-request");
        TestCommand lift = Deletions.Lift(workspace) with { RequestedBy = workspace.Owner };
        (await system.RefusalAsync(lift with { RequestId = Guid.NewGuid(), RequestedBy = workspace.Agents[0] })).ShouldBe("not-permitted");
        await system.AskAsync(lift);

        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(', ', \"user\", stands, reason, placed_by_name, lift_reason, lifted_by_name) FROM dashboard.legal_holds"))
            .ShouldBe("Leaver Ypsilon, f, Lawsuit 4711, Admin Ypsilon, Lawsuit 4711 was settled, Owner 1 Ypsilon");
        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, action, operation_id), ', ' ORDER BY id) FROM offboarding.audit WHERE action LIKE 'legal-hold%'"))
            .ShouldBe($"{workspace.Admin} legal-hold-placed {hold.RequestId}, {workspace.Owner} legal-hold-lifted {lift.RequestId}");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit a WHERE a::text LIKE '%Lawsuit%'")).ShouldBe(0);
    }

    [Fact]
    public async Task F10_a_hold_placed_before_the_day_of_a_deletion_stops_it_ops_are_told_and_it_is_replayed_once_the_hold_is_lifted()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        (TestCommand wish, Guid id) = await Deletions.HeldAsync(system, workspace);
        (await system.Database.ReadAsync<bool>("SELECT hold_stands_against_it FROM dashboard.deletions")).ShouldBeTrue();

        (ReceivedEvent refused, Guid stored) = await Deletions.RefusedAsync(system, wish, id);

        refused.Text("code").ShouldBe("legal-hold");
        (await system.StateAsync(id)).ShouldBe("refused");
        (await system.UserStatusAsync(workspace.Leaver)).ShouldBe("inactive");

        await system.AskAsync(Deletions.Lift(workspace));
        await system.Hr.ReplayAsync(stored);
        (await system.Events.OneAsync("offboarding.user-deleted", e => e.RequestId == wish.RequestId)).OffboardingId.ShouldBe(id);
    }

    [Fact]
    public async Task Operators_place_and_lift_holds_and_delete_in_the_name_of_an_admin_and_say_why()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(workspace));
        JsonObject Person() => new() { ["workspaceId"] = workspace.Id, ["userId"] = workspace.Leaver, ["requestedBy"] = workspace.Admin };

        Guid placed = await DashboardLogin.SendCommandAsync(system.Database, "offboarding.place-legal-hold", Person(), "ines", "Lawsuit 4711");
        await system.Events.OneAsync("offboarding.legal-hold-placed", e => e.RequestId == placed);
        (await system.Database.ReadAsync<string>("SELECT reason || ' by ' || placed_by_name FROM dashboard.legal_holds")).ShouldBe("Lawsuit 4711 by Admin Ypsilon");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit a WHERE a::text LIKE '%Lawsuit%'")).ShouldBe(0);
        Guid lifted = await DashboardLogin.SendCommandAsync(system.Database, "offboarding.lift-legal-hold", Person(), "ines", "Settled");
        await system.Events.OneAsync("offboarding.legal-hold-lifted", e => e.RequestId == lifted);

        JsonObject deletion = Person();
        deletion["confirmUserId"] = workspace.Leaver;
        deletion["reason"] = "data-protection-request";
        Guid deleted = await DashboardLogin.SendCommandAsync(system.Database, "offboarding.delete-user", deletion, "ines", "Ticket 12");
        await system.Events.OneAsync("offboarding.user-deleted", e => e.RequestId == deleted);
        (await system.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, details ->> 'inTheNameOf', details ->> 'comment') FROM offboarding.audit WHERE operation_id = @operation AND action = 'command-sent'",
            ("operation", deleted))).ShouldBe($"ines {workspace.Admin} Ticket 12");
    }

    [Fact]
    public async Task Of_a_hold_and_a_deletion_at_once_exactly_one_is_carried_out()
    {
        await using TestSystem system = await shared.SetAsync();
        await Deletions.RacesWithAsync(system, workspace => Deletions.Hold(workspace), "inactive");
    }

    [Fact]
    public async Task F10_completed_tasks_of_a_held_leaver_are_kept_although_the_policy_removes_them()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync(
            """
            UPDATE workspace.workspaces SET policies = '{"removeCompletedTasks": true}';
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title, status) VALUES (@workspace, @leaver, 'Done', 'completed'), (@workspace, @agent, 'Done', 'completed')
            """,
            ("workspace", workspace.Id), ("leaver", workspace.Leaver), ("agent", workspace.Agents[0]));
        await system.AskAsync(Deletions.Hold(workspace));

        Guid held = await system.CompleteAsync(new Departure(workspace));
        Guid other = await system.CompleteAsync(new Departure(workspace) { User = workspace.Agents[0] });

        (await system.Database.ReadAsync<Guid[]>("SELECT array_agg(case_id) FROM offboarding.audit WHERE action = 'completed-tasks-removed'")).ShouldBe([other]);
        (await system.Database.ReadAsync<Guid[]>("SELECT array_agg(assignee_id) FROM workspace.tasks")).ShouldBe([workspace.Leaver]);
        (await system.Database.ReadAsync<string>("SELECT details ->> 'why' FROM offboarding.audit WHERE case_id = @case AND action = 'completed-tasks-kept'", ("case", held)))
            .ShouldBe("legal-hold");
    }

    [Fact]
    public async Task F10_a_contact_whose_account_is_held_is_not_deleted_and_the_database_refuses_it_too()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        await system.Database.ExecuteAsync(
            "INSERT INTO workspace.contacts (workspace_id, id, name, account_id) VALUES (@workspace, 7, 'Client', @leaver)", ("workspace", workspace.Id), ("leaver", workspace.Leaver));
        await system.AskAsync(Deletions.Hold(workspace));

        (await system.RefusalAsync(new TestCommand("offboarding.delete-contact", workspace).With("contactId", 7))).ShouldBe("legal-hold");
        Npgsql.PostgresException refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => system.Database.ExecuteAsync(
            "UPDATE workspace.users SET status = 'deleted', sign_in_closed_at = now() WHERE id = @leaver", ("leaver", workspace.Leaver)));
        refused.ConstraintName.ShouldBe("a_held_user_is_not_deleted");
    }
}
