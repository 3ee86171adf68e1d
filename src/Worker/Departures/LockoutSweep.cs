using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Starts departures that are due and ends sessions here, without a message, while the broker is away, blocked or has lost the messages (docs/adr/0034). Any
/// worker may do it at the same time: rows are locked, and a slice that was run makes its message stale.
/// </summary>
internal sealed class LockoutSweep(
    NpgsqlDataSource database, StepCatalog catalog, CaseStart start, StepRunner runner, BrokerState broker, IOptions<StepsOptions> options, ILogger<LockoutSweep> log)
    : Sweep("Lockouts that do not wait for the broker", options.Value.SweepEvery, log)
{
    /// <summary>How long a message may take while the broker works.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        Exception? failed = null;
        foreach ((Guid caseId, string? step, long slice) in await DueAsync(cancellationToken))
        {
            try
            {
                await WorkspaceLock.OrLaterAsync(() => step is null ? start.StartAsync(caseId, cancellationToken) : RunAsync(new RunStep(caseId, step, slice), cancellationToken));
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                // One case that cannot be started keeps nobody else signed in.
                failed = error;
            }
        }

        return failed is null ? false : throw failed;
    }

    private async Task RunAsync(RunStep run, CancellationToken cancellationToken)
    {
        for (RunStep? next = run; next is not null;)
        {
            next = (await runner.RunAsync(next, static (_, _, _) => Task.CompletedTask, cancellationToken)).Next;
        }
    }

    private async Task<List<(Guid CaseId, string? Step, long Slice)>> DueAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<(Guid, string?, long)>(new CommandDefinition(
            Sql.Read("lockouts-due"),
            new { steps = catalog.NamesOn(StepLane.Lockout), patience = broker.TakesMessages ? Patience : TimeSpan.Zero },
            cancellationToken: cancellationToken))];
    }
}
