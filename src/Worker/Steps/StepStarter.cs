using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Steps;

/// <summary>Sends waiting steps on their way.</summary>
public sealed class StepStarter(StepCatalog catalog, IOptions<StepsOptions> options)
{
    /// <summary>Attempts a new step has.</summary>
    public int MaxAttempts => options.Value.MaxAttempts;

    /// <summary>Marks the steps ready and dispatches their first slice, in the connection's transaction.</summary>
    public async Task StartAsync(NpgsqlConnection connection, Guid caseId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IEnumerable<(string Name, long Slice)> started = await connection.QueryAsync<(string, long)>(new CommandDefinition(
            Sql.Read("start-steps.sql"), new { caseId, names = names.ToArray() }, cancellationToken: cancellationToken));
        await using var batch = new NpgsqlBatch(connection);
        Dispatch(batch, caseId, started);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Dispatches slices of steps that were marked ready.</summary>
    internal void Dispatch(NpgsqlBatch batch, Guid caseId, IEnumerable<(string Name, long Slice)> started)
    {
        foreach ((string name, long slice) in started)
        {
            RunStepMessages.Add(batch, new RunStep(caseId, name, slice), catalog.Find(name)?.Lane ?? StepLane.Work);
        }
    }
}
