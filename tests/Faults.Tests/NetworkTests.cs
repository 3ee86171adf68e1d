using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 6: the network cuts, delays, eats the answer to a COMMIT, and dies without a word.</summary>
public sealed class NetworkTests(Servers servers)
{
    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_neither_lost_nor_done_again()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        var random = new Random(Scale.Seed);
        int wanted = Scale.Of(10, 200);
        int eaten = 0;
        worker.Postgres.Rule = frame =>
        {
            SessionEvent happening = PostgresWire.Read(frame);
            if (happening.Moment == SessionMoment.Commit && Volatile.Read(ref eaten) < wanted && random.Next(4) == 0)
            {
                happening.Session.StrikesAtAnswer = true;
            }

            if (happening.Moment == SessionMoment.Answered && happening.Session.StrikesAtAnswer)
            {
                Interlocked.Increment(ref eaten);
                return ValueTask.FromResult(Verdict.Cut);
            }

            return ValueTask.FromResult(Verdict.Forward);
        };
        int departures = 0;
        while (Volatile.Read(ref eaten) < wanted)
        {
            await run.SendAsync(await run.DepartureAsync(conversations: 60));
            departures++;
            await Task.Delay(20);
        }

        await run.EndsWellAsync();
        Scale.Report("6. COMMIT let through, its answer eaten", $"{eaten} times in {departures} departures");
    }

    [Fact]
    public async Task Connections_that_are_cut_again_and_again_cost_time_only()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        var random = new Random(Scale.Seed);
        int departures = 30;
        int cuts = 0;
        worker.Postgres.Delay = worker.RabbitMq.Delay = TimeSpan.FromMilliseconds(50);
        for (int i = 0; i < departures; i++)
        {
            await run.SendAsync(await run.DepartureAsync());
            await Task.Delay(random.Next(20, 300));
            (random.Next(2) == 0 ? worker.Postgres : worker.RabbitMq).Cut();
            cuts++;
        }

        worker.Postgres.Delay = worker.RabbitMq.Delay = TimeSpan.Zero;
        await run.EndsWellAsync();
        Scale.Report("6. Connections cut, with a delay", $"{cuts} cuts, {departures} departures");
    }

    [Fact]
    public async Task A_database_that_is_silent_for_a_while_is_noticed_and_the_work_goes_on()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync(conversations: 400));
        await run.UntilAsync("EXISTS (SELECT FROM offboarding.handover)", "the work to have begun");
        // A router that forgot the connections: they are dead for good, and nobody is told.
        DateTime cut = await run.Database.ReadAsync<DateTime>("SELECT now()");
        worker.Postgres.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var before = new HashSet<Link>();
        worker.Postgres.Rule = frame =>
        {
            lock (before)
            {
                return ValueTask.FromResult(before.Contains(frame.Link) ? Verdict.Swallow : Verdict.Forward);
            }
        };
        lock (before)
        {
            before.UnionWith(worker.Postgres.Links);
        }

        worker.Postgres.Thaw();
        await run.SendAsync(await run.DepartureAsync());
        await run.EndsWellAsync();
        // The one that only listens is noticed, too: a new one listens.
        await run.UntilAsync(
            "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query ILIKE 'LISTEN%' AND backend_start > now() - interval '3 min')",
            "a new connection to listen");
        // Those of Hangfire's pool among them, some of which the client alone would keep (docs/compatibility.md).
        await run.UntilAsync(
            "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename = 'worker_login' AND backend_start < @cut)",
            $"the worker to give up the dead ones among {before.Count} connections", ("cut", cut));
        Scale.Report("6. Connections that die silently", $"{before.Count} connections; none of them open in the end");
    }
}
