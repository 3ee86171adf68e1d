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
        foreach ((string name, long slice) in started)
        {
            StepLane lane = catalog.Find(name)?.Lane ?? StepLane.Work;
            await RunStepMessages.AddAsync(connection, new RunStep(caseId, name, slice), lane, cancellationToken);
        }
    }
}
