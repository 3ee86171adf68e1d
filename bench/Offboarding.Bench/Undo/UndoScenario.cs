using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Undo;

/// <summary>Takes a whole handover back: the undo's rate against the rate of the handover it undoes, in the same run (F4).</summary>
internal sealed class UndoScenario(UndoOptions options) : IScenario
{
    /// <summary>Leavers who go and come back before the clock starts, so that worker and statements are warm.</summary>
    private const int WarmUp = 10;
    private const int WarmUpConversations = 1000;
    private const double TargetRatio = 1.1;

    public string Name => "undo";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = await BenchWorkspace.WithOneLeaverAsync(context, source, options.Moving, options.Total, WarmUp, WarmUpConversations, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);
        var rounds = new List<UndoRun>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            UndoRun run = await RoundAsync(context, source, workspace, cancellationToken);
            context.Say($"Round {number}: handover {run.HandoverSeconds:F1} s, undo {run.UndoSeconds:F1} s, {run.GivenBack:N0} given back");
            rounds.Add(run);
        }

        double ratio = Distribution.Median(rounds.Select(r => r.UndoSeconds / r.HandoverSeconds));
        double handover = Distribution.Median(rounds.Select(r => r.HandoverSeconds));
        double undo = Distribution.Median(rounds.Select(r => r.UndoSeconds));
        return new ScenarioOutcome(machine,
        [
            new($"{options.Moving:N0} of {options.Total:N0} given back, the step alone, against the handover's step", "s", undo, handover, ratio,
                $"<= {TargetRatio} x", ratio <= TargetRatio),
            new("items a second, undo against handover", "1/s", options.Moving / undo, options.Moving / handover),
        ], rounds);
    }

    private async Task<UndoRun> RoundAsync(BenchContext context, BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        foreach (Guid leaver in workspace.Leavers)
        {
            await ThereAndBackAsync(workspace, leaver, hr, watching, worker, cancellationToken);
        }

        (StepProgress handover, StepProgress undo) = await ThereAndBackAsync(workspace, workspace.Bulk[0], hr, watching, worker, cancellationToken);
        long held = await watching.ExecuteScalarAsync<long>(new CommandDefinition(
            Resources.Read("held-by-leaver.sql"), new { workspace = workspace.Id, leaver = workspace.Bulk[0] }, commandTimeout: 0, cancellationToken: cancellationToken));
        return held == workspace.Moving && undo.Done == workspace.Moving
            ? new UndoRun(handover.Seconds, undo.Seconds, held)
            : throw new InvalidOperationException($"{workspace.Moving} were to come back: {held} did, {undo.Done} counted.");
    }

    private async Task<(StepProgress Handover, StepProgress Undo)> ThereAndBackAsync(
        BenchWorkspace workspace, Guid leaver, HrSystem hr, NpgsqlConnection watching, WorkerProcess worker, CancellationToken cancellationToken)
    {
        DeactivateUserRequested leaves = workspace.Leave(leaver, options.Recipients);
        await hr.PublishAsync(leaves, cancellationToken);
        Guid caseId = EventIds.Case(workspace.Id, leaves.RequestId);
        StepProgress handover = await StepProgress.OfCompletedAsync(watching, caseId, "reassign-conversations", worker, cancellationToken);
        await watching.ExecuteAsync(new CommandDefinition(
            Resources.Read("leaver-returns.sql"), new { workspace = workspace.Id, leaver }, cancellationToken: cancellationToken));
        var undo = new UndoHandoverRequested
        {
            RequestId = Guid.NewGuid(),
            WorkspaceId = workspace.Id,
            OffboardingId = caseId,
            RequestedBy = leaves.RequestedBy,
        };
        await hr.PublishAsync(undo, cancellationToken);
        return (handover, await StepProgress.OfCompletedAsync(watching, EventIds.Case(workspace.Id, undo.RequestId), "undo-conversations", worker, cancellationToken));
    }
}
