using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 1: <c>kill -9</c> at a named place, before, within and after each transaction and each message.</summary>
public sealed class KilledTests(Servers servers)
{
    private const int Lanes = 2;

    /// <summary>Places that a departure passes which has no trouble.</summary>
    private static readonly FailPoint[] OfADeparture =
    [
        .. FailPoint.OfTransaction(
            "add-case", "close-sign-in", "audit-add", "add-steps", "sign-out-sessions", "INSERT INTO offboarding.handover",
            "step-progress", "update-seats", "advance-case"),
        .. FailPoint.OfStatement("outbox-claim", "sweep-steps"),
        .. FailPoint.OfExchange("offboarding.deactivate-user", Moment.OnDelivery, Moment.BeforeAck),
        .. FailPoint.OfExchange("offboarding.run-step", Moment.BeforePublish, Moment.AfterPublish, Moment.OnDelivery, Moment.BeforeAck),
        .. FailPoint.OfExchange("offboarding.step-completed", Moment.BeforePublish, Moment.AfterPublish),
        .. FailPoint.OfExchange("offboarding.completed", Moment.BeforePublish, Moment.AfterPublish),
    ];

    /// <summary>Places that it passes when an attempt fails and Hangfire runs the next one.</summary>
    private static readonly FailPoint[] OfARetry =
        [.. FailPoint.OfTransaction("step-failed", "job-changes-take", "jobs-insert", "job-claim"), .. FailPoint.OfStatement("job-done")];

    [Fact]
    public async Task A_worker_that_is_killed_at_any_fail_point_loses_nothing_and_does_nothing_twice()
    {
        (FailPoint Point, bool Retry)[] all = [.. OfADeparture.Select(p => (p, false)), .. OfARetry.Select(p => (p, true))];
        var random = new Random(Scale.Seed);
        int times = Scale.Of(1, KillsOfEach());
        (FailPoint Point, bool Retry)[] chosen = [.. Enumerable.Range(0, times).SelectMany(_ => all.OrderBy(_ => random.Next())).Take(Scale.Of(5, int.MaxValue))];
        var waiting = new ConcurrentQueue<(FailPoint Point, bool Retry)>(chosen);
        Outcome[] outcomes = [.. (await Task.WhenAll(Enumerable.Range(0, Scale.Of(1, Lanes)).Select(_ => KillAsync(waiting)))).SelectMany(lane => lane)];

        // A place that is not passed any more has to leave the list, and is named with all others of its kind.
        outcomes.Where(o => o.Resumed is null).Select(o => $"{o.Point}").ShouldBeEmpty();
        double[] resumed = [.. outcomes.Select(o => o.Resumed!.Value).Order()];
        string[] slow = [.. outcomes.Where(o => o.Resumed > 2).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Point} {o.Resumed:0.0} s"))];
        Scale.Report("1. kill -9 at a fail point", string.Create(CultureInfo.InvariantCulture,
            $"{chosen.Length} kills at {chosen.Distinct().Count()} of {all.Length} fail points; from connected again to the case completed: median {resumed[resumed.Length / 2]:0.0} s, "
            + $"99th percentile {resumed[(int)(resumed.Length * 0.99)]:0.0} s{(slow.Length == 0 ? "" : $"; over 2 s: {string.Join(", ", slow)}")}"));
    }

    /// <summary>A system of its own, whose worker is killed and started again until no place is left. Most of a kill is the start of the next process: several at a time.</summary>
    private async Task<List<Outcome>> KillAsync(ConcurrentQueue<(FailPoint Point, bool Retry)> places)
    {
        List<Outcome> outcomes = [];
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        while (places.TryDequeue(out (FailPoint Point, bool Retry) place))
        {
            Departure departure = await run.DepartureAsync(failsOnce: place.Retry);
            ArmedFailPoint armed = worker.KillAt(place.Point);
            await run.SendAsync(departure);
            bool struck = await Task.WhenAny(armed.Struck, Task.Delay(TimeSpan.FromSeconds(60))) == armed.Struck;
            worker.Disarm();
            if (!struck)
            {
                outcomes.Add(new Outcome(place.Point, null));
                continue;
            }

            await worker.StartAsync();
            long connected = Stopwatch.GetTimestamp();
            await run.UntilAsync(
                "EXISTS (SELECT FROM offboarding.cases WHERE request_id = @request AND state = 'completed')", $"the case to be completed after {place.Point}",
                ("request", departure.RequestId));
            outcomes.Add(new Outcome(place.Point, Stopwatch.GetElapsedTime(connected).TotalSeconds));
        }

        await run.EndsWellAsync();
        return outcomes;
    }

    private static int KillsOfEach() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_KILLS"), out int kills) ? kills : 3;

    /// <param name="Point">Where the worker was killed.</param>
    /// <param name="Resumed">Seconds from connected again to the case completed; null: the place was not passed.</param>
    private sealed record Outcome(FailPoint Point, double? Resumed);
}
