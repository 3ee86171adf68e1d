using Npgsql;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Cases;

/// <summary>The same request again gets the same answer, and nothing is done twice: what a case said until now is made from its rows.</summary>
internal static class CaseAnswer
{
    /// <summary>Cancelled before it began: that is all there is to say.</summary>
    public static bool WasCancelled(OffboardingCase row) => row is { State: "cancelled", StartedAt: null };

    /// <summary>Sends the events of the case once more, in the connection's transaction; they have the ids they had.</summary>
    public static async Task GiveAgainAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        using Tally? alreadyCounted = Tally.Begin();
        Traces.About(row.WorkspaceId, row.CorrelationId, row.Traceparent);
        await WriteAsync(connection, row, cancellationToken);
    }

    /// <summary>The events alone, for whoever has more to say of the case.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        if (WasCancelled(row))
        {
            await OutboxWriter.AddEventAsync(connection, await Cancellation.ReadAsync(connection, row, cancellationToken), cancellationToken);
            return;
        }

        if (row.StartedAt is null)
        {
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Scheduled(row), cancellationToken);
            return;
        }

        IReadOnlyList<StepSnapshot> steps = await CaseSteps.LoadAsync(connection, row.CorrelationId, cancellationToken);
        await OutboxWriter.AddEventAsync(connection, CaseEvents.Started(row, steps.Select(s => s.Name)), cancellationToken);
        if (row.CompletedAt is { } completedAt)
        {
            await OutboxWriter.AddEventAsync(connection, await CaseEvents.CompletedAsync(connection, row, completedAt, steps, cancellationToken), cancellationToken);
        }
    }
}
