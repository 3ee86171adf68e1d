using System.Diagnostics;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 1: <c>kill -9</c> at a named place, before, within and after each transaction and each message.</summary>
public sealed class KilledTests(Servers servers)
{
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
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        List<double> resumed = [];
        List<string> slow = [];
        List<FailPoint> notReached = [];
        foreach ((FailPoint point, bool retry) in chosen)
        {
            Departure departure = await run.DepartureAsync(failsOnce: retry);
            ArmedFailPoint armed = worker.KillAt(point);
            await run.SendAsync(departure);
            // A place that is not passed any more has to leave the list, and is named with all others of its kind.
            if (await Task.WhenAny(armed.Struck, Task.Delay(TimeSpan.FromSeconds(60))) != armed.Struck)
            {
                worker.Disarm();
                notReached.Add(point);
                continue;
            }

            worker.Disarm();
            await worker.StartAsync();
            long connected = Stopwatch.GetTimestamp();
            await run.UntilAsync(
                "EXISTS (SELECT FROM offboarding.cases WHERE request_id = @request AND state = 'completed')", $"the case to be completed after {point}", ("request", departure.RequestId));
            resumed.Add(Stopwatch.GetElapsedTime(connected).TotalSeconds);
            if (resumed[^1] > 2)
            {
                slow.Add($"{point} {resumed[^1]:0.0} s");
            }
        }

        await run.EndsWellAsync();
        notReached.ShouldBeEmpty();
        resumed.Sort();
        Scale.Report("1. kill -9 at a fail point", $"{chosen.Length} kills at {chosen.Distinct().Count()} of {all.Length} fail points; from connected again to the case completed: median {resumed[resumed.Count / 2]:0.0} s, "
            + $"99th percentile {resumed[(int)(resumed.Count * 0.99)]:0.0} s{(slow.Count == 0 ? "" : $"; over 2 s: {string.Join(", ", slow)}")}");
    }

    private static int KillsOfEach() => int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_KILLS"), out int kills) ? kills : 3;
}
