using System.Text.Json.Nodes;
using Npgsql;

namespace Offboarding.Integration.Tests.Intake;

/// <summary>An operator asks in the name of an admin: both are in the audit trail, with the reason (docs/adr/0020).</summary>
public sealed class InANameTests(Servers servers)
{
    private const string Acts = """
        SELECT string_agg(actor || ' ' || action || coalesce(' ' || (details ->> 'comment'), ''), '; ' ORDER BY id) FROM offboarding.audit
        WHERE operation_id = @operation
        """;

    [Fact]
    public async Task A_departure_that_an_operator_starts_and_calls_off_says_who_in_whose_name_and_why()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        Guid started = await SendAsync(system, "offboarding.deactivate-user", workspace, new JsonObject
        {
            ["userId"] = workspace.Leaver,
            ["reason"] = "left-company",
            ["lastDay"] = $"{DateTimeOffset.UtcNow.AddDays(30):O}",
        }, "HR ticket 4711");
        ReceivedEvent scheduled = await system.Events.OneAsync("offboarding.scheduled", e => e.RequestId == started);
        (await system.Database.ReadAsync<string>(Acts, ("operation", started))).ShouldBe($"ines command-sent HR ticket 4711; {workspace.Admin} scheduled");

        Guid cancelled = await SendAsync(system, "offboarding.cancel-offboarding", workspace, new JsonObject
        {
            ["offboardingId"] = scheduled.OffboardingId,
        }, "she stays");
        await system.BecomesAsync(scheduled.OffboardingId, "cancelled");
        (await system.Database.ReadAsync<string>(Acts, ("operation", cancelled))).ShouldBe($"ines command-sent she stays; {workspace.Admin} cancelled she stays");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'command-sent' AND case_id = @id", ("id", scheduled.OffboardingId)))
            .ShouldBe(1);
        (await system.Database.ReadAsync<long>(
            "SELECT count(*) FROM offboarding.audit a LEFT JOIN offboarding.audit_chain c ON c.audit_id = a.id WHERE c.audit_id IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_is_asked_for_in_the_name_of_an_agent_or_without_a_reason_and_a_preview_leaves_no_trace()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        TestWorkspace workspace = await new WorkspaceBuilder().SaveAsync(database);
        JsonObject TestCommand(Guid asker, bool dryRun = false) => new()
        {
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = asker,
            ["userId"] = workspace.Leaver,
            ["reason"] = "left-company",
            ["dryRun"] = dryRun,
        };

        await Should.ThrowAsync<PostgresException>(() =>
            DashboardLogin.SendCommandAsync(database, "offboarding.deactivate-user", TestCommand(workspace.Agents[0]), "ines", "because"));
        await Should.ThrowAsync<PostgresException>(() =>
            DashboardLogin.SendCommandAsync(database, "offboarding.deactivate-user", TestCommand(workspace.Admin), "ines", " "));
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);

        await DashboardLogin.SendCommandAsync(database, "offboarding.deactivate-user", TestCommand(workspace.Admin, dryRun: true), "ines");
        (await database.ReadAsync<string>("SELECT string_agg(actor || ' ' || action, ', ') FROM offboarding.audit")).ShouldBe("ines preview-asked");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(1);
    }

    private static Task<Guid> SendAsync(TestSystem system, string name, TestWorkspace workspace, JsonObject payload, string why)
    {
        payload["workspaceId"] = workspace.Id;
        payload["requestedBy"] = workspace.Admin;
        return DashboardLogin.SendCommandAsync(system.Database, name, payload, "ines", why);
    }
}
