using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 3: a worker is frozen (SIGSTOP) until its work was given to another one, and then goes on as if nothing had happened.</summary>
public sealed class FrozenTests(Servers servers)
{
    private static readonly FailPoint[] Places =
    [
        // Holds the step's row, and the leaver's items, in an open transaction.
        new("step-progress", Moment.AfterStatement),
        // Holds the workspace's row.
        new("close-sign-in", Moment.AfterStatement),
        // Holds nothing, and thinks that it has to go on.
        new("step-progress", Moment.AfterCommit),
        // Has claimed rows of the outbox.
        new("outbox-claim", Moment.AfterStatement),
    ];

    [Fact]
    public async Task What_a_frozen_worker_held_is_done_by_another_one_and_its_late_batch_changes_nothing()
    {
        Scale.OnlyInFull();
        foreach (FailPoint place in Places)
        {
            await using FaultRun run = await FaultRun.StartAsync(servers);
            FaultWorker frozen = await run.WorkerAsync();
            ArmedFailPoint armed = frozen.FreezeAt(place);
            await run.SendAsync(await run.DepartureAsync(conversations: 200));
            await Eventually.TrueAsync(() => armed.Struck.IsCompleted, $"the worker to reach {place}", TimeSpan.FromSeconds(60));
            await run.WorkerAsync();

            await run.EndsWellAsync();
            string before = await ProgressAsync(run);
            frozen.Disarm();
            await frozen.ThawAsync();
            // It is awake when it says so.
            await run.UntilAsync(
                "(SELECT count(*) FROM offboarding.workers WHERE broker = 'connected' AND seen_at > now() - interval '3 s') = 2", "the frozen worker to be back");
            await run.SendAsync(await run.DepartureAsync());
            await run.EndsWellAsync();
            (await ProgressAsync(run)).ShouldStartWith(before);
            Scale.Report("3. Frozen (SIGSTOP), its work done by another, thawed", $"{place}: {before}");
        }
    }

    private static Task<string> ProgressAsync(FaultRun run) => run.Database.ReadAsync<string>(
        "SELECT string_agg(concat_ws(' ', s.name, s.status, s.done), ', ' ORDER BY c.requested_at, s.name) FROM offboarding.steps s JOIN offboarding.cases c ON c.id = s.case_id");
}
