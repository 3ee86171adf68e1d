using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Infrastructure.Telemetry;

/// <summary>Lines of a log as JSON, with the ids that lead to the case, and with nothing about a person.</summary>
public sealed class LogTests(Servers servers)
{
    private const string Reassign = "reassign-conversations";

    [Fact]
    public async Task Lines_lead_to_trace_case_and_workspace_and_none_names_a_person()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres);
        Uri broker = await servers.RabbitMq.CreateVirtualHostAsync();
        TestWorkspace workspace = await new WorkspaceBuilder().WithAgents(4).WithConversations(open: 30).SaveAsync(database);
        await database.ExecuteAsync("UPDATE workspace.users SET name = 'Zsofia Quux' || name, email = 'zsofia.' || id || '@quux.test'");
        await using WorkerProcess worker = await WorkerProcess.StartAsync(
            database, broker, ("Telemetry:Logs", "Json"), ("Steps:MaxAttempts", "2"), ("Steps:FirstRetryAfter", "00:00:00.050"),
            // As chatty as it gets: whatever a library writes is looked at as well.
            ("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Information"), ("Logging:LogLevel:MassTransit", "Debug"));
        await using EventListener events = await EventListener.ConnectAsync(broker);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker);

        // A failure whose message quotes a row, refusals, and dead letters of each kind that quote what came.
        await FailingTable.MakeAsync(database, "Zsofia Quux has zsofia@quux.test");
        string sent = Spans.NewTraceparent();
        Departure departure = new Departure(workspace).Handing("round-robin", workspace.Agents[0]);
        await hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes(departure.ToJson().ToJsonString()), headers: new Dictionary<string, object?> { ["traceparent"] = sent });
        ReceivedEvent failed = await events.OneAsync("offboarding.step-failed");
        JsonObject wrong = departure.ToJson();
        wrong["requestId"] = Guid.NewGuid();
        wrong["Zsofia Quux"] = "zsofia@quux.test";
        await hr.SendAsync(HrSystem.Deactivate, wrong);
        await events.OneAsync("offboarding.refused", e => e.Text("code") == "invalid-request");
        await hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes("Zsofia Quux;zsofia@quux.test"));
        await hr.SendAsync(HrSystem.Deactivate, Encoding.UTF8.GetBytes("{\"Zsofia Quux\": zsofia@quux.test"));
        await hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Zsofia:Quux", departure.ToJson());
        await hr.SendInEnvelopeAsync("offboarding.saga", "urn:message:Zsofia:Quux", new JsonObject { ["name"] = "Zsofia Quux" });
        await database.ExecuteAsync("ALTER TABLE offboarding.lists ADD CONSTRAINT no_lists CHECK (false) NOT VALID");
        await hr.SendAsync("offboarding.deactivate-users", new JsonObject
        {
            ["requestId"] = Guid.NewGuid(),
            ["workspaceId"] = workspace.Id,
            ["requestedBy"] = workspace.Admin,
            ["reason"] = "restructure",
            ["users"] = new JsonArray(new JsonObject { ["userId"] = workspace.Agents[1] }),
        });
        await Eventually.ValueAsync(
            () => database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages"), parked => parked == 5, "five dead letters", TimeSpan.FromSeconds(60));
        await FailingTable.EndAsync(database);
        await hr.RetryAsync(failed.OffboardingId, Reassign);
        await events.OneAsync("offboarding.completed");

        string[] lines = worker.Output.Split('\n');
        lines.Length.ShouldBeGreaterThan(10);
        lines.Where(line => line.Contains("quux", StringComparison.OrdinalIgnoreCase) || line.Contains("zsofia", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        JsonElement[] read = [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        read.ShouldAllBe(line => line.GetProperty("level").GetString() != null && line.GetProperty("message").GetString() != null);
        JsonElement attempt = read.First(line => Text(line, "message")!.Contains("attempt 1 failed", StringComparison.Ordinal));
        (Text(attempt, "trace_id"), Text(attempt, "case"), Text(attempt, "workspace"))
            .ShouldBe((Spans.TraceOf(sent), failed.OffboardingId.ToString(), workspace.Id.ToString()));
        Text(attempt, "message")!.ShouldContain("PostgresException P0001");
        // "A message ... was parked", or one line for those that were written together.
        read.Where(line => Text(line, "message")!.Contains(" parked (", StringComparison.Ordinal) && Text(line, "trace_id") is not null)
            .Sum(line => int.TryParse(Text(line, "message")!.Split(' ')[0], CultureInfo.InvariantCulture, out int several) ? several : 1).ShouldBe(5);
        Text(read.First(line => Text(line, "message")!.Contains("(failed)", StringComparison.Ordinal)), "workspace").ShouldBe(workspace.Id.ToString());

        static string? Text(JsonElement line, string field) => line.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;
    }
}
