using System.Text.Json;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>Opens cases in which work changes hands and nobody leaves: reassigns and undos. They begin with the handover.</summary>
internal sealed class HandoverCaseOpener(StepCatalog catalog, StepStarter starter)
{
    /// <summary>Whether a case of that kind with that plan would have anything to do.</summary>
    public bool HasSteps(CaseKind kind, HandoverPlan plan) => catalog.For(kind, plan).Count > 0;

    /// <summary>Writes the case with its steps, sends all of them on their way and says so, in the connection's transaction.</summary>
    /// <param name="connection">With the workspace's lock.</param>
    /// <param name="row">The case; its times are set here.</param>
    /// <param name="filter">Of a reassign: which items.</param>
    /// <param name="actor">Who starts it, for the audit trail: a user's id, or the product itself.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <returns>The event; not sent yet.</returns>
    public async Task<OffboardingEvent> OpenAsync(NpgsqlConnection connection, OffboardingCase row, WorkFilter? filter, string actor, CancellationToken cancellationToken)
    {
        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(row.Plan, JsonSerializerOptions.Web)!;
        string[] steps = [.. catalog.For(row.Kind, plan).Select(s => s.Name)];
        row.RequestedAt = await CaseStore.OpenHandoverAsync(connection, row, filter, steps, starter.MaxAttempts, cancellationToken);
        row.StartedAt = row.RequestedAt;
        await starter.StartAsync(connection, row.CorrelationId, steps, cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, actor, "started", row.RequestId,
                new { kind = JsonNamingPolicy.KebabCaseLower.ConvertName(row.Kind.ToString()), row.Undoes, row.GivesTo }),
            cancellationToken);
        return CaseEvents.Started(row, steps);
    }
}
