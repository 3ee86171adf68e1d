using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Results;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;

namespace Offboarding.Bench.Pages;

/// <summary>Every page of the dashboard over very many cases, each against a bare answer of the same server, then many live viewers.</summary>
internal sealed class PagesScenario(PagesOptions options) : IScenario
{
    private const double TargetMilliseconds = 100;

    public string Name => "pages";

    public async Task<ScenarioOutcome> RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        if (options.Database is { } name)
        {
            BenchDatabase kept = await context.Servers.KeptDatabaseAsync(name, cancellationToken);
            if (!await IsFilledAsync(kept, cancellationToken))
            {
                await FillAsync(kept, context, cancellationToken);
            }

            return await MeasureAsync(kept, context, cancellationToken);
        }

        await using BenchDatabase database = await context.Servers.CreateDatabaseAsync(cancellationToken);
        await FillAsync(database, context, cancellationToken);
        return await MeasureAsync(database, context, cancellationToken);
    }

    private async Task<ScenarioOutcome> MeasureAsync(BenchDatabase database, BenchContext context, CancellationToken cancellationToken)
    {
        Machine machine = await Machine.LookAsync(database, cancellationToken);
        await using BenchDashboard dashboard = await BenchDashboard.StartAsync(database, cancellationToken);

        Distribution bare = await dashboard.MeasureAsync("/health/live", cancellationToken);
        var rounds = new List<object>();
        var figures = new List<Figure> { new("a bare answer of the same server, p95", "ms", bare.P95) };
        foreach ((string name, string address) in await AddressesAsync(database, cancellationToken))
        {
            Distribution page = await dashboard.MeasureAsync(address, cancellationToken);
            context.Say($"{page.P50,8:F1} {page.P95,8:F1} {page.Max,8:F1} ms  {name}  {address}");
            figures.Add(new Figure($"{name}, p95", "ms", page.P95, bare.P95, page.P95 / bare.P95, $"<= {TargetMilliseconds:N0} ms", page.P95 <= TargetMilliseconds));
            rounds.Add(new { name, address, page });
        }

        foreach (int viewers in new[] { 1, options.Viewers })
        {
            Distribution lag = await new LiveLag(database, dashboard.Client, context).MeasureAsync(viewers, cancellationToken);
            rounds.Add(new { viewers, lag });
            figures.Add(new Figure(
                $"from a commit to what {viewers:N0} live viewers see, p95", "ms", lag.P95, Target: viewers > 1 ? "<= 1,000 ms" : null, Met: viewers > 1 ? lag.P95 <= 1000 : null));
            figures.Add(new Figure($"the same, worst", "ms", lag.Max));
        }

        return new ScenarioOutcome(machine, figures, rounds);
    }

    private async Task<List<(string Name, string Address)>> AddressesAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var sample = new NpgsqlCommand(Resources.Read("sample-cases.sql"), connection);
        await using NpgsqlDataReader row = await sample.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return [.. PageAddresses.Over(options.Finished, new PageAddresses.Sample(
            row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetGuid(4), row.GetGuid(5), row.GetGuid(6), row.GetInt64(7), row.GetGuid(8)))];
    }

    private async Task<bool> IsFilledAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Resources.Read("count-cases.sql"), connection);
        long cases = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        return cases == 0 || cases == options.Finished + options.Running
            ? cases > 0
            : throw new InvalidOperationException($"{options.Database} has {cases:N0} cases, not {options.Finished + options.Running:N0}.");
    }

    private async Task FillAsync(BenchDatabase database, BenchContext context, CancellationToken cancellationToken)
    {
        context.Say($"Writing {options.Finished:N0} finished and {options.Running:N0} running cases");
        await ManyCases.SaveAsync(database, options.Finished, options.Running, cancellationToken);
    }
}
