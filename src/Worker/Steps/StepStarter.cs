using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Steps;

/// <summary>Sends waiting steps on their way.</summary>
public sealed class StepStarter(StepCatalog catalog, IOptions<StepsOptions> options)
{
    /// <summary>The slice of a step that has never been started, once it is.</summary>
    private const long FirstSlice = 1;

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

    /// <summary>The same with statements of a batch, for steps that were written in this transaction: their first slice is known.</summary>
    internal void StartNew(NpgsqlBatch batch, Guid caseId, IReadOnlyList<string> names)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql.Read("start-steps.sql"))
        {
            Parameters =
            {
                new NpgsqlParameter<Guid>("caseId", caseId),
                new NpgsqlParameter<string[]>("names", [.. names]) { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        });
        Dispatch(batch, caseId, names.Select(static name => (name, FirstSlice)));
    }

    private void Dispatch(NpgsqlBatch batch, Guid caseId, IEnumerable<(string Name, long Slice)> started)
    {
        foreach ((string name, long slice) in started)
        {
            RunStepMessages.Add(batch, new RunStep(caseId, name, slice), catalog.Find(name)?.Lane ?? StepLane.Work);
        }
    }
}
