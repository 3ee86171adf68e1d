namespace Offboarding.Integration.Tests.Evidence;

/// <summary>Who did what, in the transaction of the act (F7).</summary>
public sealed class AuditTests(Servers servers)
{
    [Fact]
    public async Task F7_a_departure_is_in_the_audit_trail_with_who_asked_and_the_request()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 2));
        Departure departure = new Departure(workspace).Handing("unassigned", Array.Empty<Guid>());

        Guid id = await stage.CompleteAsync(departure);

        (await stage.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', actor, action, operation_id), ', ' ORDER BY id) FROM offboarding.audit WHERE case_id = @case AND workspace_id = @workspace",
            ("case", id), ("workspace", workspace.Id)))
            .ShouldBe($"{workspace.Admin} started {departure.RequestId}, offboarding completed");
        (await stage.Database.ReadAsync<bool>(
            "SELECT details @> '{\"signInClosed\": true, \"wasStatus\": \"active\"}' FROM offboarding.audit WHERE action = 'started'")).ShouldBeTrue();
    }

    [Fact]
    public async Task Names_and_addresses_are_neither_in_the_audit_trail_nor_in_events()
    {
        await using Stage stage = await Stage.SetAsync(servers);
        TestWorkspace workspace = await stage.WorkspaceAsync(w => w.WithConversations(open: 2));
        await stage.Database.ExecuteAsync(
            "UPDATE workspace.users SET name = 'Berta Beispiel ' || id, email = 'berta-' || id || '@example.test'");
        await stage.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        await stage.RefuseAsync(new Departure(workspace) { User = workspace.Owner });

        stage.Events.All.ShouldAllBe(e => !e.Message.ToJsonString().Contains("berta", StringComparison.OrdinalIgnoreCase));
        (await stage.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit a WHERE a::text ILIKE '%berta%'")).ShouldBe(0);
    }
}
