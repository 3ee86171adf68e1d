using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Steps;

/// <summary>Sends waiting steps on their way.</summary>
public sealed class StepStarter(StepCatalog catalog, IOptions<StepsOptions> options) : IStepStarter
{
    /// <summary>The slice of a step that has never been started, once it is.</summary>
    internal const long FirstSlice = 1;

    public int MaxAttempts => options.Value.MaxAttempts;

    public async Task StartAsync(NpgsqlConnection connection, Guid caseId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        IEnumerable<(string Name, long Slice)> started = await connection.QueryAsync<(string, long)>(new CommandDefinition(
            Sql.Read("start-steps"), new { caseId, names = names.ToArray() }, cancellationToken: cancellationToken));
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
