using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Audit;

/// <summary>Who did what, in the transaction of the act (F7).</summary>
public sealed class AuditTests(SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Fact]
    public async Task Who_sent_a_request_is_said_of_its_workspace_only_although_another_one_has_the_same_request_id()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        TestWorkspace other = await system.WorkspaceAsync();
        JsonObject asked = new Departure(workspace).ToJson();
        asked.Remove("requestId");
        Guid operation = await DashboardLogin.SendCommandAsync(system.Database, HrSystem.Deactivate, asked, "ops.anna", "on the phone");
        await system.Hr.SendAsync(new Departure(other) { RequestId = operation });
        await Eventually.ValueAsync(
            () => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE request_id = @operation AND state = 'completed'", ("operation", operation)),
            count => count == 2, "a departure in each workspace");

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(s.actor || ': ' || s.comment, ', ') FROM dashboard.case_senders s JOIN offboarding.cases c ON c.id = s.case_id WHERE c.workspace_id = @workspace",
            ("workspace", workspace.Id))).ShouldBe("ops.anna: on the phone");
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM dashboard.case_senders s JOIN offboarding.cases c ON c.id = s.case_id WHERE c.workspace_id = @workspace", ("workspace", other.Id))).ShouldBe(0);
    }

    [Fact]
    public async Task F7_a_departure_is_in_the_audit_trail_with_who_asked_and_the_request()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await system.CompleteAsync(departure);

        (await system.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, action, operation_id), ', ' ORDER BY id) FROM offboarding.audit WHERE case_id = @case AND workspace_id = @workspace",
            ("case", id), ("workspace", workspace.Id)))
            .ShouldBe($"{workspace.Admin} started {departure.RequestId}, offboarding completed");
        (await system.Database.ReadAsync<bool>(
            "SELECT details @> '{\"signInClosed\": true, \"wasStatus\": \"active\"}' FROM offboarding.audit WHERE action = 'started'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Names_and_addresses_are_neither_in_the_audit_trail_nor_in_events()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 2));
        await system.Database.ExecuteAsync(
            "UPDATE workspace.users SET name = 'Berta Beispiel ' || id, email = 'berta-' || id || '@example.test'");
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });

        system.Events.All.ShouldAllBe(e => !e.Message.ToJsonString().Contains("berta", StringComparison.OrdinalIgnoreCase));
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit a WHERE a::text ILIKE '%berta%'")).ShouldBe(0);
    }
}
