using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Reassign;

/// <summary>Ours: a request on the broker, the worker in a process of its own, and everything that is written along the way.</summary>
internal static class WorkerReassign
{
    private const int WindowAhead = 2000;
    private const string Step = "reassign-conversations";

    public static async Task<WorkerRun> RunAsync(
        BenchContext context, BenchDatabase source, BenchWorkspace workspace, int recipients, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        await using NpgsqlConnection frontier = await database.OpenAsync(cancellationToken);

        foreach (Guid leaver in workspace.Leavers)
        {
            DeactivateUserRequested warmUp = workspace.Leave(leaver, recipients);
            await hr.PublishAsync(warmUp, cancellationToken);
            await StepProgress.OfCompletedAsync(watching, EventIds.Case(workspace.Id, warmUp.RequestId), Step, worker, cancellationToken);
        }

        DeactivateUserRequested request = workspace.Leave(workspace.Bulk[0], recipients);
        Guid caseId = EventIds.Case(workspace.Id, request.RequestId);
        await using OtherWriter anywhere = await OtherWriter.StartAsync(
            database, workspace.Id, () => Task.FromResult(workspace.ConversationId(Random.Shared.NextInt64(1, workspace.Moving + 1))), cancellationToken);
        await using OtherWriter ahead = await OtherWriter.StartAsync(
            database, workspace.Id, () => AheadAsync(frontier, workspace, caseId), cancellationToken);
        await using var memory = new MemorySampler(worker.Id);

        ServerCpu server = await ServerCpu.OfAsync(watching, cancellationToken);
        (TimeSpan cpuBefore, double serverBefore) = (worker.CpuTime, await server.SecondsAsync(cancellationToken));
        await hr.PublishAsync(request, cancellationToken);
        StepProgress end = await StepProgress.OfCompletedAsync(watching, caseId, Step, worker, cancellationToken);
        (double cpu, double serverCpu) = ((worker.CpuTime - cpuBefore).TotalSeconds, await server.SecondsAsync(cancellationToken) - serverBefore);
        IReadOnlyList<double> samples = await memory.StopAsync();
        (long left, long moved, long ledgerRows) = await watching.QuerySingleAsync<(long, long, long)>(new CommandDefinition(
            Resources.Read("left-and-moved.sql"), new { workspace = workspace.Id, leaver = workspace.Bulk[0], caseId }, commandTimeout: 0,
            cancellationToken: cancellationToken));
        if (left != 0 || moved != workspace.Moving || end.Done != workspace.Moving)
        {
            throw new InvalidOperationException($"{workspace.Moving} were to be moved: {left} left, {moved} in the ledger, {end.Done} counted.");
        }

        int fifth = Math.Max(1, samples.Count / 5);
        return new WorkerRun
        {
            Recipients = recipients,
            Seconds = (end.CompletedAt!.Value - end.StartedAt!.Value).TotalSeconds,
            StepSeconds = (end.FinishedAt!.Value - end.StartedAt.Value).TotalSeconds,
            OtherWriter = Distribution.Of(await anywhere.StopAsync(end.StartedAt.Value, end.FinishedAt.Value)),
            WriterAhead = Distribution.Of(await ahead.StopAsync(end.StartedAt.Value, end.FinishedAt.Value)),
            WorkerCpuSeconds = cpu,
            ServerCpuSeconds = serverCpu,
            MemoryStart = samples[0],
            MemoryEarly = Distribution.Median(samples.Skip(fifth).Take(fifth)),
            MemoryLate = Distribution.Median(samples.TakeLast(fifth)),
            MemoryMax = samples.Max(),
            LedgerRows = ledgerRows,
        };
    }

    /// <summary>One of the conversations that the next two batches will take.</summary>
    private static async Task<long> AheadAsync(NpgsqlConnection connection, BenchWorkspace workspace, Guid caseId)
    {
        await using var command = new NpgsqlCommand(Resources.Read("frontier.sql"), connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = caseId } },
        };
        long movedUpTo = await command.ExecuteScalarAsync() is long id ? id * workspace.Moving / workspace.Total : 0;
        return workspace.ConversationId(Math.Min(workspace.Moving, movedUpTo + Random.Shared.NextInt64(1, WindowAhead + 1)));
    }
}
