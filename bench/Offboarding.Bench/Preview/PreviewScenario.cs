using System.Diagnostics;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Contracts;

namespace Offboarding.Bench.Preview;

/// <summary>A preview of all work of one leaver, from publish to the answer, against counting that work in SQL.</summary>
internal sealed class PreviewScenario(PreviewOptions options) : IScenario
{
    private const int WarmUp = 20;
    private const double TargetMilliseconds = 1000;

    public string Name => "preview";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = await BenchWorkspace.WithOneLeaverAsync(context, database, options.Items, options.Total, WarmUp, 100, cancellationToken);
        Machine machine = await Machine.LookAsync(database, cancellationToken);

        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using PreviewAnswers answers = await PreviewAnswers.SubscribeAsync(broker, cancellationToken);
        await using NpgsqlConnection counting = await database.OpenAsync(cancellationToken);
        foreach (Guid leaver in workspace.Leavers.Append(workspace.Bulk[0]))
        {
            await PreviewAsync(leaver);
        }

        await CountAsync(counting, workspace, [workspace.Bulk[0]], cancellationToken);
        var rounds = new List<Round>();
        for (int number = 1; number <= options.Rounds; number++)
        {
            (double preview, OffboardingPreviewed answer) = await PreviewAsync(workspace.Bulk[0]);
            KindPreview kind = answer.Kinds[0];
            if (kind.Open != options.Items || kind.Recipients.Sum(r => r.Gets) != options.Items)
            {
                throw new InvalidOperationException($"{options.Items} were to be foretold: {kind.Open} open, {kind.Recipients.Sum(r => r.Gets)} given.");
            }

            rounds.Add(new Round(
                preview,
                await CountAsync(counting, workspace, [workspace.Bulk[0]], cancellationToken),
                await CountAsync(counting, workspace, [workspace.Bulk[0], .. workspace.Agents.Take(options.Recipients)], cancellationToken),
                kind.Recipients.Sum(r => r.Before)));
            context.Say($"Round {number}: preview {rounds[^1].PreviewMs:F0} ms, count {rounds[^1].CountMs:F0} ms, with the recipients' {rounds[^1].CountAllMs:F0} ms");
        }

        return new ScenarioOutcome(machine, Figures(rounds), rounds);

        async Task<(double Milliseconds, OffboardingPreviewed Answer)> PreviewAsync(Guid leaver)
        {
            DeactivateUserRequested request = Preview(workspace, leaver);
            long published = Stopwatch.GetTimestamp();
            await hr.PublishAsync(request, cancellationToken);
            (long at, OffboardingPreviewed answer) = await answers.OneAsync(request.RequestId, cancellationToken);
            return (Stopwatch.GetElapsedTime(published, at).TotalMilliseconds, answer);
        }
    }

    private DeactivateUserRequested Preview(BenchWorkspace workspace, Guid leaver)
    {
        DeactivateUserRequested request = workspace.Leave(leaver, options.Recipients);
        return request with
        {
            DryRun = true,
            Handover = new HandoverPlan { Conversations = request.Handover!.Conversations! with { Strategy = AllocationStrategy.LeastLoaded } },
        };
    }

    /// <summary>The limit: one count(*) after the other, on a connection that is open, out of the index.</summary>
    private static async Task<double> CountAsync(NpgsqlConnection connection, BenchWorkspace workspace, IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        foreach (Guid person in people)
        {
            await using var command = new NpgsqlCommand(Resources.Read("count-open.sql"), connection)
            {
                Parameters = { new() { Value = workspace.Id }, new() { Value = person } },
            };
            await command.ExecuteScalarAsync(cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private List<Figure> Figures(List<Round> rounds)
    {
        double preview = Distribution.Median(rounds.Select(r => r.PreviewMs));
        double worst = rounds.Max(r => r.PreviewMs);
        double count = Distribution.Median(rounds.Select(r => r.CountMs));
        double all = Distribution.Median(rounds.Select(r => r.CountAllMs));
        return
        [
            new($"preview of {options.Items:N0} items, {options.Recipients} recipients who have {rounds[0].RecipientsHave:N0}, publish to answer", "ms",
                preview, count, Distribution.Median(rounds.Select(r => r.PreviewMs / r.CountMs)), $"<= {TargetMilliseconds:N0} ms", preview <= TargetMilliseconds),
            new("the same against counting leaver and recipients", "ms", preview, all, Distribution.Median(rounds.Select(r => r.PreviewMs / r.CountAllMs))),
            new("worst preview", "ms", worst),
        ];
    }

    private sealed record Round(double PreviewMs, double CountMs, double CountAllMs, long RecipientsHave);
}
