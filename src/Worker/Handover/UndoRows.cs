using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Handover;

/// <summary>Reads what <see cref="UndoRules"/> need to know.</summary>
internal static class UndoRows
{
    public static async Task<UndoFacts> FactsAsync(NpgsqlConnection connection, UndoHandoverRequested request, CancellationToken cancellationToken)
    {
        var facts = new UndoFacts { Asker = await Asker.FindAsync(connection, request.WorkspaceId, request.RequestedBy, cancellationToken) };
        var found = await connection.QuerySingleOrDefaultAsync<Found>(new CommandDefinition(
            Sql.Read("undo-facts"), new { request.WorkspaceId, request.OffboardingId, request.GiveTo }, cancellationToken: cancellationToken));
        if (found is null)
        {
            return facts;
        }

        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(found.Plan, JsonSerializerOptions.Web)!;
        HandoverPlan givesBack = Towards(request.GiveTo ?? found.UserId, plan, found.Moved);
        return facts with
        {
            Kind = found.Kind,
            State = found.State,
            UserId = found.UserId,
            GivesBack = givesBack,
            MovedWork = givesBack != new HandoverPlan(),
            UndoneBy = found.UndoneBy,
            CaseInProgress = found.CaseInProgress,
            Recipients = await RecipientRows.FactsAsync(connection, request.WorkspaceId, found.UserId, givesBack, cancellationToken),
        };
    }

    /// <summary>The plan of an undo: each kind that the case was to move, or has moved by an earlier plan, goes to one person.</summary>
    private static HandoverPlan Towards(Guid receiver, HandoverPlan plan, string[] moved)
    {
        var back = new Allocation { Strategy = AllocationStrategy.OneColleague, Recipients = [new Recipient { UserId = receiver }] };
        return WorkKind.All.Where(kind => kind.Allocation(plan) is { Strategy: not AllocationStrategy.Keep } || moved.Contains(kind.Name))
            .Aggregate(new HandoverPlan(), (all, kind) => kind.With(all, back));
    }

    private sealed record Found
    {
        public required CaseKind Kind { get; init; }

        public required string State { get; init; }

        public required Guid UserId { get; init; }

        public required string Plan { get; init; }

        public required string[] Moved { get; init; }

        public Guid? UndoneBy { get; init; }

        public Guid? CaseInProgress { get; init; }
    }
}
