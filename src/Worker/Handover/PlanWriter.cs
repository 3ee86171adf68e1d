using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>Writes a changed plan, and lets the steps it names begin anew with what is left.</summary>
internal sealed class PlanWriter(StepCatalog catalog, StepStarter starter)
{
    /// <param name="connection">With the locks of the case and of the steps.</param>
    /// <param name="row">The case.</param>
    /// <param name="change">It passed the rules, and its teams are resolved.</param>
    /// <param name="steps">Those of the kinds that are named, as far as there are any.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task WriteAsync(
        NpgsqlConnection connection, OffboardingCase row, PlanChange change, IReadOnlyList<StepRow> steps, CancellationToken cancellationToken)
    {
        string plan = JsonSerializer.Serialize(change.After, JsonSerializerOptions.Web);
        // Before a case starts it has no steps; it gets those of the plan that holds then.
        string[] anew = row.StartedAt is null ? [] : [.. change.Named.Select(kind => ChangeHandoverRules.StepOf(kind.Name))
            .Where(name => steps.Any(step => step.Name == name) || catalog.Find(name)!.AppliesTo(row.Kind, change.After))];
        long?[] totals = new long?[anew.Length];
        for (int i = 0; i < anew.Length; i++)
        {
            totals[i] = await CountAsync(connection, steps.FirstOrDefault(step => step.Name == anew[i]), plan, cancellationToken);
        }

        // A reassignment has no successors, its person stays.
        Successors successors = Successors.Of(change.After);
        string[] changed = row.Kind == CaseKind.Deactivate ? [.. change.Named.Select(kind => kind.Name)] : [];
        await CaseStore.WritePlanAsync(connection, row.CorrelationId, plan, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("change-plan"),
            new
            {
                row.WorkspaceId,
                row.UserId,
                offboardingId = row.CorrelationId,
                successors.Conversations,
                successors.Contacts,
                successors.Leads,
                successors.Tasks,
                changed,
                steps = anew,
                totals,
                phase = NextStep.LockoutPhase + 1,
                attempts = starter.MaxAttempts,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>What a step that has begun will have dealt with in the end; one that has not will count by itself.</summary>
    private async Task<long?> CountAsync(NpgsqlConnection connection, StepRow? step, string plan, CancellationToken cancellationToken) =>
        step is { Total: not null }
            ? await catalog.Find(step.Name)!.CountAsync(
                new StepContext(connection, step with { Plan = plan, PlannedFrom = step.Done }, BatchSize: 1), cancellationToken)
            : null;
}
