using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;

namespace Offboarding.Worker.Steps;

/// <summary>Sends waiting steps on their way.</summary>
public sealed class StepStarter(StepCatalog catalog, IOptions<StepsOptions> options)
{
    /// <summary>The slice of a step that has never been started, once it is.</summary>
    internal const long FirstSlice = 1;

    /// <summary>Attempts a new step has.</summary>
    public int MaxAttempts => options.Value.MaxAttempts;

    /// <summary>Marks the steps ready and dispatches their first slice, in the connection's transaction.</summary>
    public async Task StartAsync(NpgsqlConnection connection, Guid caseId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IEnumerable<(string Name, long Slice)> started = await connection.QueryAsync<(string, long)>(new CommandDefinition(
            Sql.Read("start-steps.sql"), new { caseId, names = names.ToArray() }, cancellationToken: cancellationToken));
        var said = new OutboxMessages();
        Dispatch(said, caseId, started);
        await said.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Dispatches steps that are written as ready in this transaction: their first slice is known.</summary>
    internal void DispatchNew(OutboxMessages said, Guid caseId, IReadOnlyList<string> names) =>
        Dispatch(said, caseId, names.Select(static name => (name, FirstSlice)));

    private void Dispatch(OutboxMessages said, Guid caseId, IEnumerable<(string Name, long Slice)> started)
    {
        foreach ((string name, long slice) in started)
        {
            RunStepMessages.Add(said, new RunStep(caseId, name, slice), catalog.Find(name)?.Lane ?? StepLane.Work);
        }
    }
}
