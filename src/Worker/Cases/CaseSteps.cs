using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Cases;

/// <summary>What a case asks of whoever runs its steps. <c>Steps</c> knows cases, and not the other way round.</summary>
public interface IStepStarter
{
    /// <summary>Attempts a new step has.</summary>
    int MaxAttempts { get; }

    /// <summary>Marks the steps ready and dispatches their first slice, in the connection's transaction.</summary>
    Task StartAsync(NpgsqlConnection connection, Guid caseId, IReadOnlyList<string> names, CancellationToken cancellationToken);
}

/// <summary>Reads how far the steps of a case are.</summary>
internal static class CaseSteps
{
    public static async Task<IReadOnlyList<StepSnapshot>> LoadAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken)
    {
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("load-steps"), new { caseId }, cancellationToken: cancellationToken));
        return await ReadAsync(results);
    }

    /// <summary>Reads what load-steps found, among the results of other statements.</summary>
    public static async Task<IReadOnlyList<StepSnapshot>> ReadAsync(SqlMapper.GridReader results) =>
        [.. (await results.ReadAsync<(string Name, int Phase, string Status, long Done)>())
            .Select(r => new StepSnapshot(r.Name, r.Phase, Enum.Parse<StepStatus>(r.Status, ignoreCase: true), r.Done))];
}

/// <summary>What the saga needs to know of a step.</summary>
/// <param name="Name">For example <c>reassign-conversations</c>.</param>
/// <param name="Phase">Steps of one phase run in parallel; a phase starts when the one before it is settled.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Done">Items dealt with.</param>
public sealed record StepSnapshot(string Name, int Phase, StepStatus Status, long Done)
{
    /// <summary>No further message will come from it by itself.</summary>
    public bool IsSettled => Status is StepStatus.Done or StepStatus.Skipped or StepStatus.Failed;

    /// <summary>It needs nobody any more.</summary>
    public bool IsFinished => Status is StepStatus.Done or StepStatus.Skipped;
}
