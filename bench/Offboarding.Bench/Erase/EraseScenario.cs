using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Erase;

/// <param name="Messages">Stored messages, half of them refused and half of them unreadable.</param>
/// <param name="Every">One in so many names the person.</param>
internal sealed record EraseOptions(int Messages, int Every);

/// <summary>The deletion of one person (D8) among very many stored messages, each of which may name them, against the same with none.</summary>
internal sealed class EraseScenario(EraseOptions options) : IScenario
{
    private const double TargetSeconds = 60;

    public string Name => "erase";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(3, 10);
        await workspace.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);

        // The first one is for the compiler.
        _ = await DeleteAsync(workspace.Leavers[0]);
        double empty = await DeleteAsync(workspace.Leavers[1]);
        context.Say($"Among no messages: {empty:F2} s. Writing {options.Messages:N0}");
        string email = $"{workspace.Leavers[2]}@example.test";
        await watching.ExecuteAsync(new CommandDefinition(
            Resources.Read("many-messages.sql"), new { workspace = workspace.Id, many = options.Messages, every = options.Every, email }, commandTimeout: 0, cancellationToken: cancellationToken));
        await BenchDatabase.SettleAsync(watching, cancellationToken);

        double among = await DeleteAsync(workspace.Leavers[2]);
        long left = await watching.ExecuteScalarAsync<long>(new CommandDefinition(Resources.Read("messages-that-name.sql"), new { email }, commandTimeout: 0, cancellationToken: cancellationToken));
        long attempts = await watching.ExecuteScalarAsync<long>(new CommandDefinition("SELECT count(*) FROM offboarding.step_attempts", cancellationToken: cancellationToken));
        return left == 0 && attempts == 0
            ? new ScenarioOutcome(
                machine,
                [new($"one person deleted, among {options.Messages:N0} stored messages against none", "s", among, empty, among / empty, $"<= {TargetSeconds} s", among <= TargetSeconds)],
                new[] { new { empty, among } })
            : throw new InvalidOperationException($"{left} messages name the person still, and a step failed {attempts} times.");

        async Task<double> DeleteAsync(Guid person)
        {
            DeactivateUserRequested leaves = workspace.Leave(person, 1);
            await hr.PublishAsync(leaves, cancellationToken);
            _ = await CompletedAsync(leaves.RequestId);
            var delete = new DeleteUserRequested
            {
                RequestId = Guid.NewGuid(),
                WorkspaceId = workspace.Id,
                UserId = person,
                ConfirmUserId = person,
                RequestedBy = workspace.Admin,
                Reason = DeletionReason.DataProtectionRequest,
            };
            await hr.PublishAsync(delete, cancellationToken);
            StepProgress messages = await CompletedAsync(delete.RequestId);
            return (messages.CompletedAt!.Value - messages.RequestedAt!.Value).TotalSeconds;
        }

        Task<StepProgress> CompletedAsync(Guid request) =>
            StepProgress.OfCompletedAsync(watching, EventIds.Case(workspace.Id, request), "erase-messages", worker, cancellationToken);
    }
}
