using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;
using Offboarding.Testing;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Bench.Intake;

/// <param name="Requests">Of each mixture.</param>
/// <param name="Flood">Messages that nobody can read; a tenth as many are then refused.</param>
internal sealed record IntakeOptions(int Requests, int Flood);

/// <summary>Requests answered a second, of which none, a tenth or half are refused; and how long a flood of what is unreadable, or refused, keeps a request of another workspace waiting.</summary>
internal sealed class IntakeScenario(IntakeOptions options) : IScenario
{
    private const int WarmUp = 100;
    private const double TargetDelay = 1;
    private const int AtOnce = 1_000;
    private static readonly int[] RefusedPercent = [0, 10, 50];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public string Name => "intake";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(WarmUp + (RefusedPercent.Length * options.Requests), 0), other = BenchWorkspace.OfLeavers(3, 0);
        await workspace.SaveAsync(database, cancellationToken);
        await other.SaveAsync(database, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection watching = await database.OpenAsync(cancellationToken);
        var leavers = new Queue<Guid>(workspace.Leavers);
        long answers = 0;
        _ = await AnsweredAsync(WarmUp, refusedPercent: 0);

        var figures = new List<Figure>();
        foreach (int percent in RefusedPercent)
        {
            double rate = await AnsweredAsync(options.Requests, percent);
            context.Say($"{percent} % refused: {rate:F1} requests/s");
            figures.Add(new($"requests answered, {percent} % of them refused", "1/s", rate));
        }

        double idle = await LockedOutAsync(other.Leavers[0]);
        double[] unreadable = await FloodAsync("unreadable", options.Flood, other.Leavers[1], _ => "{"u8.ToArray(), "parked_messages");
        double[] refused = await FloodAsync(
            "refused", options.Flood / 10, other.Leavers[2],
            n => JsonSerializer.SerializeToUtf8Bytes(new { requestId = Guid.NewGuid(), workspaceId = workspace.Id, userId = $"{n}" }), "refusals");
        return new ScenarioOutcome(machine, figures, new[] { new { idle, unreadable, refused } });

        // Messages that only have to be put on record, as fast as the broker takes them, and a good one of another workspace behind them.
        async Task<double[]> FloodAsync(string what, int messages, Guid leaver, Func<int, byte[]> body, string table)
        {
            long before = await watching.ExecuteScalarAsync<long>(new CommandDefinition($"SELECT count(*) FROM offboarding.{table}", cancellationToken: cancellationToken));
            long begin = Stopwatch.GetTimestamp();
            for (int sent = 0; sent < messages; sent += AtOnce)
            {
                await Task.WhenAll(Enumerable.Range(sent, Math.Min(AtOnce, messages - sent)).Select(n => hr.PublishAsync<DeactivateUserRequested>(body(n), cancellationToken).AsTask()));
            }

            double publishing = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            double behind = await LockedOutAsync(leaver);
            await UntilAsync($"SELECT count(*) >= @many FROM offboarding.{table}", new { many = before + messages });
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            context.Say($"{messages:N0} {what} messages, published in {publishing:F1} s: the request behind them {behind:F2} s, against {idle:F2} s");
            figures.Add(new($"sessions ended after publish, behind {messages:N0} {what} messages", "s", behind, idle, behind / idle, $"<= {TargetDelay} s more", behind - idle <= TargetDelay));
            figures.Add(new($"{what} messages stored", "1/s", messages / seconds));
            return [publishing, behind, seconds];
        }

        async Task<double> AnsweredAsync(int requests, int refusedPercent)
        {
            DeactivateUserRequested[] all = [.. Enumerable.Range(0, requests).Select(n => workspace.Leave(n % 100 < refusedPercent ? Guid.NewGuid() : leavers.Dequeue(), 1))];
            long started = Stopwatch.GetTimestamp();
            await Task.WhenAll(all.Select(request => hr.PublishAsync(request, cancellationToken).AsTask()));
            answers += requests;
            await UntilAsync("SELECT (SELECT count(*) FROM offboarding.cases) + (SELECT count(*) FROM offboarding.refusals) >= @answers", new { answers });
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            // What follows from this mixture is no part of the next one.
            await UntilAsync("SELECT NOT EXISTS (SELECT FROM offboarding.cases WHERE state <> 'completed')", new { });
            return requests / seconds;
        }

        async Task<double> LockedOutAsync(Guid leaver)
        {
            DeactivateUserRequested request = other.Leave(leaver, 1);
            long published = Stopwatch.GetTimestamp();
            await hr.PublishAsync(request, cancellationToken);
            await UntilAsync("SELECT EXISTS (SELECT FROM offboarding.cases WHERE id = @id AND sessions_ended_at IS NOT NULL)", new { id = EventIds.Case(other.Id, request.RequestId) });
            answers++;
            return Stopwatch.GetElapsedTime(published).TotalSeconds;
        }

        Task UntilAsync(string condition, object parameters) => Eventually.TrueAsync(
            () => watching.ExecuteScalarAsync<bool>(new CommandDefinition(condition, parameters, cancellationToken: cancellationToken)), condition, Patience, cancellationToken);
    }
}
