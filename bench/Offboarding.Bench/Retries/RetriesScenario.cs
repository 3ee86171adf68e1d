using System.Diagnostics;
using Dapper;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Pages;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Retries;

/// <param name="Offboardings">Steps that fail at once.</param>
/// <param name="Due">Retries whose start is measured.</param>
internal sealed record RetriesOptions(int Offboardings, int Due);

/// <summary>
/// Many steps that fail at once: how soon all of them are in Hangfire's list, and how fast "requeue all" brings them to their end, against
/// the same departures that never failed; and how late a retry starts that is due.
/// </summary>
internal sealed class RetriesScenario(RetriesOptions options) : IScenario
{
    private const int MostOfOneCommand = 5000;

    /// <summary>Retries that compile the code they run; a worker runs for weeks, so they are a number of their own.</summary>
    private const int Warming = 20;

    private const double TargetMilliseconds = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>What somebody opens in Hangfire's dashboard while all of it failed.</summary>
    private static readonly (string Name, string Address)[] JobPages =
    [
        ("overview", "/hangfire"),
        ("failed jobs", "/hangfire/jobs/failed"),
        ("failed jobs, 500 a page", "/hangfire/jobs/failed?from=0&count=500"),
        ("failed jobs, far back", "/hangfire/jobs/failed?from=9000&count=50"),
        ("retries", "/hangfire/retries"),
        ("scheduled jobs", "/hangfire/jobs/scheduled"),
        ("succeeded jobs", "/hangfire/jobs/succeeded"),
        ("recurring jobs", "/hangfire/recurring"),
        ("servers", "/hangfire/servers"),
    ];

    public string Name => "retries";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using BenchDatabase source = await context.Servers.CreateDatabaseAsync(cancellationToken);
        BenchWorkspace workspace = BenchWorkspace.OfLeavers(options.Offboardings, 1);
        await workspace.SaveAsync(source, cancellationToken);
        Machine machine = await Machine.LookAsync(source, cancellationToken);

        double clean = await CleanAsync(context, source, workspace, cancellationToken);
        context.Say($"Without a failure: {clean:F1} offboardings/s");
        (Distribution listed, double lastListed, double requeued, double answered, IReadOnlyList<Figure> pages) = await FailingAsync(context, source, workspace, cancellationToken);
        context.Say($"Failed: in the list after {listed.P50:F0} ms (median), {listed.Max:F0} ms at most; requeue all: answered in {answered:F1} s, {requeued:F1} offboardings/s");
        (Distribution first, Distribution late) = await DueAsync(context, source, workspace, cancellationToken);
        context.Say($"A due retry starts after {late.P50:F0} ms (median), {late.P99:F0} ms (p99); the first {Warming} of the process after {first.Max:F0} ms at most");

        return new ScenarioOutcome(
            machine,
            [
                new($"{options.Offboardings:N0} offboardings without a failure", "1/s", clean),
                new("a failed step is in Hangfire's list, at most", "s", listed.Max / 1000, 30, null, "<= 30 s", listed.Max <= 30_000),
                new("all are in the list, after the last one failed", "s", lastListed, 30, null, "<= 30 s", lastListed <= 30),
                .. pages,
                new("requeue all: all commands are answered", "s", answered),
                new("requeue all, until the last case is completed", "1/s", requeued, clean, requeued / clean, ">= 0.8", requeued >= 0.8 * clean),
                new("a due retry starts, p99", "ms", late.P99, 1000, null, "<= 1 s", late.P99 <= 1000),
                new("a due retry starts, median", "ms", late.P50),
                new($"the first {Warming} retries of a process start, at most", "ms", first.Max),
            ],
            new { clean, listed, lastListed, pages, answered, requeued, first, late });
    }

    private static async Task<double> CleanAsync(BenchContext context, BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, context.WorkerSettings, cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        return workspace.Leavers.Length / await LeavingAtOnce.SecondsAsync(broker, hr, workspace, workspace.Leavers, 1, cancellationToken);
    }

    private async Task<(Distribution Listed, double LastListed, double PerSecond, double Answered, IReadOnlyList<Figure> Pages)> FailingAsync(
        BenchContext context, BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, [.. context.WorkerSettings, "Steps:MaxAttempts=1"], cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection owner = await database.OpenAsync(cancellationToken);
        await owner.ExecuteAsync(Resources.Read("trouble.sql"));
        await Task.WhenAll(workspace.Leavers.Select(l => hr.PublishAsync(workspace.Leave(l, 1), cancellationToken).AsTask()));
        await UntilAsync(owner, "listed-steps.sql", options.Offboardings, worker, cancellationToken);
        (double[] listed, double last) = await owner.QuerySingleAsync<(double[], double)>(Resources.Read("listed-after.sql"));
        await owner.ExecuteAsync(Resources.Read("trouble-ends.sql"));

        string[] jobs = [.. await owner.QueryAsync<string>(Resources.Read("failed-jobs.sql"))];
        IReadOnlyList<Figure> pages = await PagesAsync(context, database, jobs[0], cancellationToken);
        await using Completions completions = await Completions.SubscribeAsync(broker, jobs.Length, cancellationToken);
        long begin = Stopwatch.GetTimestamp();
        foreach (string[] selection in jobs.Chunk(MostOfOneCommand))
        {
            await owner.ExecuteAsync(Resources.Read("requeue.sql"), new { jobs = selection });
        }

        await UntilAsync(owner, "answered-jobs.sql", jobs.Length, worker, cancellationToken);
        double answered = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await completions.AllAsync(Patience, cancellationToken);
        return (Distribution.Of(listed), last, jobs.Length / Stopwatch.GetElapsedTime(begin).TotalSeconds, answered, pages);
    }

    private static async Task<IReadOnlyList<Figure>> PagesAsync(BenchContext context, BenchDatabase database, string job, CancellationToken cancellationToken)
    {
        await using BenchDashboard dashboard = await BenchDashboard.StartAsync(database, cancellationToken);
        var figures = new List<Figure>();
        foreach ((string name, string address) in JobPages.Append(("a failed job", $"/hangfire/jobs/details/{job}")))
        {
            Distribution page = await dashboard.MeasureAsync(address, cancellationToken);
            context.Say($"{page.P50,8:F1} {page.P95,8:F1} {page.Max,8:F1} ms  Hangfire: {name}");
            figures.Add(new($"Hangfire's page: {name}, p95", "ms", page.P95, TargetMilliseconds, page.P95 / TargetMilliseconds, $"<= {TargetMilliseconds} ms", page.P95 <= TargetMilliseconds));
        }

        return figures;
    }

    private async Task<(Distribution First, Distribution Late)> DueAsync(BenchContext context, BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Uri broker = await context.Servers.CreateBrokerAsync(cancellationToken);
        await using WorkerProcess worker = await WorkerProcess.StartAsync(database, broker, [.. context.WorkerSettings, "Steps:MaxAttempts=2"], cancellationToken);
        await using HrSystem hr = await HrSystem.ConnectAsync(broker, cancellationToken);
        await using NpgsqlConnection owner = await database.OpenAsync(cancellationToken);
        await owner.ExecuteAsync(Resources.Read("trouble.sql"));
        Guid[] leavers = workspace.Leavers[..Math.Min(Warming + options.Due, workspace.Leavers.Length)];
        foreach (Guid leaver in leavers)
        {
            await hr.PublishAsync(workspace.Leave(leaver, 1), cancellationToken);
            await Task.Delay(100, cancellationToken);
        }

        await UntilAsync(owner, "listed-steps.sql", leavers.Length, worker, cancellationToken);
        double[] late = [.. await owner.QueryAsync<double>(Resources.Read("started-late.sql"))];
        return (Distribution.Of(late[..Warming]), Distribution.Of(late[Warming..]));
    }

    private static async Task UntilAsync(NpgsqlConnection owner, string statement, long expected, WorkerProcess worker, CancellationToken cancellationToken)
    {
        for (long begin = Stopwatch.GetTimestamp(); await owner.ExecuteScalarAsync<long>(Resources.Read(statement)) < expected;)
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience)
            {
                throw new TimeoutException($"{statement} did not come to {expected}:\n{string.Join('\n', worker.ReadLog().TakeLast(20))}");
            }

            await Task.Delay(200, cancellationToken);
        }
    }
}
