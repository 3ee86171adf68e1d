using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Testing;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Lockout;

/// <summary>From publish to the end of all sessions: while the worker is idle, and while a leaver with a million conversations is in progress.</summary>
internal sealed class LockoutScenario(LockoutOptions options) : IScenario
{
    private const int WarmUp = 30;
    private const double TargetRatio = 3;
    private const double TargetMilliseconds = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "lockout";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        var workspace = new BenchWorkspace
        {
            Moving = options.Moving * options.Bulk,
            Total = options.Total,
            Bulk = BenchWorkspace.NewIds(options.Bulk),
            Leavers = BenchWorkspace.NewIds(WarmUp + (5 * options.Leavers)),
            Each = 10,
        };
        context.Say($"Writing {options.Total:N0} conversations, {options.Moving:N0} for each of {options.Bulk} bulk leavers");
        await workspace.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);

        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        await using SessionsWatch sessions = await SessionsWatch.StartAsync(database, cancellationToken);
        var departures = new Departures(hr, workspace, options.PerSecond);
        _ = await departures.SendAsync(workspace.Leavers.Take(WarmUp), cancellationToken);
        _ = await AllCompletedAsync(watching, cancellationToken);

        IReadOnlyList<Departure> calm = await departures.SendAsync(workspace.Leavers.Skip(WarmUp).Take(options.Leavers), cancellationToken);
        double[] idle = [.. await WaitsAsync(calm)];
        _ = await AllCompletedAsync(watching, cancellationToken);
        context.Say($"Idle: {Distribution.Of(idle)}");

        using var bulkIsOver = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<IReadOnlyList<Departure>>? sending = null;
        var windows = new List<(DateTime From, DateTime To)>();
        foreach (Guid leaver in workspace.Bulk)
        {
            DeactivateUserRequested request = workspace.Leave(leaver, 5);
            await hr.PublishAsync(request, cancellationToken);
            Guid caseId = EventIds.Case(workspace.Id, request.RequestId);
            DateTime from = (await StepAsync(watching, caseId, s => s.Done > 0, cancellationToken)).StartedAt!.Value;
            sending ??= departures.SendAsync(workspace.Leavers.Skip(WarmUp + options.Leavers), bulkIsOver.Token);
            DateTime to = (await StepAsync(watching, caseId, s => s.FinishedAt is not null, cancellationToken)).FinishedAt!.Value;
            windows.Add((from, to));
            context.Say($"A leaver with {options.Moving:N0} conversations took {(to - from).TotalSeconds:F1} s");
        }

        await bulkIsOver.CancelAsync();
        IReadOnlyList<Departure> hasty = await sending!;
        double[] busy = [.. await WaitsAsync(hasty.Where(d => windows.Exists(w => d.At >= w.From && d.At <= w.To)))];
        _ = await AllCompletedAsync(watching, cancellationToken);
        long open = await watching.ExecuteScalarAsync<long>(new CommandDefinition(Resources.Read("open-sessions.sql"), cancellationToken: cancellationToken));
        if (open != 0)
        {
            throw new InvalidOperationException($"{open} sessions of inactive users are open.");
        }

        return new ScenarioOutcome(machine, Figures(Distribution.Of(idle), Distribution.Of(busy)), new { Idle = idle, Busy = busy });

        Task<List<double>> WaitsAsync(IEnumerable<Departure> sent) => sessions.WaitsAsync(sent, cancellationToken);
    }

    private static Task<long> AllCompletedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => Eventually.ValueAsync(
        () => connection.ExecuteScalarAsync<long>(new CommandDefinition(Resources.Read("unfinished-cases.sql"), cancellationToken: cancellationToken)),
        unfinished => unfinished == 0, "all cases to be completed", Patience, cancellationToken);

    private static async Task<BulkStep> StepAsync(
        NpgsqlConnection connection, Guid caseId, Func<BulkStep, bool> reached, CancellationToken cancellationToken)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return (await Eventually.ValueAsync(
            () => connection.QuerySingleOrDefaultAsync<BulkStep>(new CommandDefinition(
                Resources.Read("bulk-step.sql"), new { caseId }, cancellationToken: cancellationToken)),
            step => step is not null && reached(step), "the bulk step", Patience, cancellationToken))!;
    }

    private static List<Figure> Figures(Distribution idle, Distribution busy)
    {
        double ratio = busy.P99 / idle.P99;
        return
        [
            new("sessions ended after publish, p50", "ms", busy.P50, idle.P50, busy.P50 / idle.P50),
            new("sessions ended after publish, p95", "ms", busy.P95, idle.P95, busy.P95 / idle.P95),
            new("sessions ended after publish, p99", "ms", busy.P99, idle.P99, ratio, $"<= {TargetRatio} x", ratio <= TargetRatio),
            new("sessions ended after publish, p99", "ms", busy.P99, null, null, $"< {TargetMilliseconds:F0} ms", busy.P99 < TargetMilliseconds),
            new("sessions ended after publish, worst", "ms", busy.Max, idle.Max, busy.Max / idle.Max),
            new("requests measured", "", busy.Count, idle.Count),
        ];
    }

    private sealed record BulkStep
    {
        public string? Status { get; init; }

        public long Done { get; init; }

        public DateTime? StartedAt { get; init; }

        public DateTime? FinishedAt { get; init; }
    }
}
