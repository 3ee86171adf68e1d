using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Approvals;

/// <summary>The guard against mass changes (F9). Under the workspace's lock, so that of many at once exactly those get past it that may.</summary>
internal static class MassChangeGuard
{
    /// <summary>Where the departure of somebody who is in has to wait, in a workspace that has such a policy; null: it need not.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="request">Who asks for whom.</param>
    /// <param name="listId">The list it comes with; whether a list waits was decided for all of it.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static async Task<Approval?> HoldAsync(
        NpgsqlConnection connection, DeactivateUserRequested request, Guid? listId, CancellationToken cancellationToken)
    {
        MassChangeFacts guard = await FactsAsync(connection, request.WorkspaceId, cancellationToken);
        return listId is not null || MassChangeRule.IsOver(guard, adding: 1)
            ? await ApprovalStore.OpenAsync(connection, request.WorkspaceId, request.RequestedBy, listId, guard, cancellationToken)
            : null;
    }

    public static Task<MassChangeFacts> FactsAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<MassChangeFacts>(new CommandDefinition(
            Sql.Read("mass-change-facts"), new { workspaceId }, cancellationToken: cancellationToken));
}

/// <summary>What the workspace allows in one period, and what was asked for in it, under the workspace's lock (F9).</summary>
public sealed record MassChangeFacts
{
    /// <summary>Policy <c>massChangePeople</c>; null: any number.</summary>
    public int? PeopleLimit { get; init; }

    /// <summary>Policy <c>massChangePercent</c> of the active users there were before; null: any share.</summary>
    public int? PercentLimit { get; init; }

    /// <summary>Policy <c>massChangeHours</c>; 24 if it says nothing.</summary>
    public required int PeriodHours { get; init; }

    /// <summary>Policy <c>massChangeApprovalHours</c>: how long people wait for a second person; 72 if it says nothing.</summary>
    public required int ApprovalHours { get; init; }

    /// <summary>People whose departure was asked for in the period, and was neither cancelled nor refused nor looked at by a second person.</summary>
    public required int Counted { get; init; }

    /// <summary>Those of them who are not active any more.</summary>
    public required int Gone { get; init; }

    /// <summary>Users who are active now.</summary>
    public required int Active { get; init; }
}

/// <summary>Checks whether departures are too many at once (F9): a pure function.</summary>
public static class MassChangeRule
{
    /// <param name="facts">What is allowed, and what there was in the period.</param>
    /// <param name="adding">People who are asked for now.</param>
    /// <returns>A second person has to look.</returns>
    public static bool IsOver(MassChangeFacts facts, int adding)
    {
        int total = facts.Counted + adding;
        // One person alone is a share of any size in a small workspace, and no mass change; who wants even that to wait says 0 people.
        return (facts.PeopleLimit is { } people && total > people)
            || (facts.PercentLimit is { } percent && total > 1 && total * 100L > (long)percent * (facts.Active + facts.Gone));
    }
}
