using System.Diagnostics;
using System.Globalization;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Faults 2 and 11: load, and something that dies every few seconds.</summary>
[Collection(StopsServers.Name)]
public sealed class SoakTests(Servers servers)
{
    [Fact]
    public async Task Two_workers_of_which_one_is_killed_again_and_again_finish_everything()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker[] workers = [await run.WorkerAsync(), await run.WorkerAsync()];
        double before = await PaceAsync(run, departures: 100);
        long begin = Stopwatch.GetTimestamp();
        int sent = 0;
        int kills = 0;
        Task killing = Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(TimeSpan.FromSeconds(20));
                FaultWorker victim = workers[kills++ % 2];
                await victim.KillAsync();
                await victim.StartAsync();
            }
        });
        while (!killing.IsCompleted)
        {
            await run.SendAsync(await run.DepartureAsync());
            sent++;
        }

        await killing;
        await run.EndsWellAsync();
        double after = await PaceAsync(run, departures: 100);
        await run.EndsWellAsync();
        Scale.Report("2. One of two workers killed every 20 s", $"{kills} kills, {sent} departures meanwhile; departures a second before {before:0.0}, afterwards {after:0.0}");
    }

    [Fact]
    public async Task A_soak_with_kills_of_everything()
    {
        Assert.SkipUnless(Minutes() > 0, "On demand: OFFBOARDING_FAULTS_SOAK is the number of minutes.");
        Assert.SkipUnless(servers.Postgres.IsOurs && servers.RabbitMq.IsOurs, "The servers are not ours to stop.");
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker[] workers = [await run.WorkerAsync(), await run.WorkerAsync()];
        var random = new Random(Scale.Seed);
        var kills = new int[3];
        long begin = Stopwatch.GetTimestamp();
        using var over = new CancellationTokenSource();
        Task<int> sending = Task.Run(async () =>
        {
            int sent = 0;
            while (!over.IsCancellationRequested)
            {
                Departure? departure = null;
                await Eventually.TrueAsync(
                    async () =>
                    {
                        try
                        {
                            departure = await run.DepartureAsync(failsOnce: sent % 20 == 0);
                            return true;
                        }
                        catch (Npgsql.NpgsqlException)
                        {
                            return false;
                        }
                    },
                    "a workspace to be written", TimeSpan.FromMinutes(2));
                await run.SendAsync(departure!);
                sent++;
                await Task.Delay(80);
            }

            return sent;
        });
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(Minutes()))
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(2, 8)));
            int what = random.Next(10);
            switch (what)
            {
                case < 6:
                    FaultWorker victim = workers[random.Next(2)];
                    await victim.KillAsync();
                    await run.UntilAsync("true", "the database to be there");
                    await victim.StartAsync();
                    kills[0]++;
                    break;
                case < 8:
                    await servers.Postgres.KillAsync();
                    await servers.Postgres.StartAgainAsync();
                    Npgsql.NpgsqlConnection.ClearAllPools();
                    kills[1]++;
                    break;
                default:
                    await servers.RabbitMq.KillAsync();
                    await servers.RabbitMq.StartAgainAsync();
                    kills[2]++;
                    break;
            }
        }

        await over.CancelAsync();
        int departures = await sending;
        await run.EndsWellAsync();
        Scale.Report("11. Soak", $"{Minutes()} min, {departures} departures; killed: workers {kills[0]}, PostgreSQL {kills[1]}, RabbitMQ {kills[2]}");
    }

    private static int Minutes() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_SOAK"), CultureInfo.InvariantCulture, out int minutes) ? minutes : 0;

    /// <returns>Departures a second, with nothing going wrong.</returns>
    private static async Task<double> PaceAsync(FaultRun run, int departures)
    {
        long before = await run.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases WHERE state = 'completed'");
        var ready = new List<Departure>();
        for (int i = 0; i < departures; i++)
        {
            ready.Add(await run.DepartureAsync());
        }

        long begin = Stopwatch.GetTimestamp();
        foreach (Departure departure in ready)
        {
            await run.SendAsync(departure);
        }

        await run.UntilAsync("(SELECT count(*) FROM offboarding.cases WHERE state = 'completed') >= @all", "the departures to be completed", ("all", before + departures));
        return departures / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
