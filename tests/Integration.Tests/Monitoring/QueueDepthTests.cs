using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Monitoring;

/// <summary>The dashboard knows how many messages wait without credentials of the broker: the worker writes it down.</summary>
public sealed class QueueDepthTests(Servers servers)
{
    [Fact]
    public async Task What_waits_in_a_queue_is_written_down_and_is_gone_once_it_was_taken()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Monitors:QueueDepthsEvery", "00:00:00.100"), ("Messaging:ConcurrentMessages", "1"));
        // A worker prefetches 32 times as many as it has in work; none of these can be refused now.
        await using (await Blocker.HoldAsync(system.Database, "LOCK TABLE offboarding.refusals IN ACCESS EXCLUSIVE MODE"))
        {
            for (int i = 0; i < 40; i++)
            {
                await system.Hr.SendAsync(HrSystem.Deactivate, new JsonObject { ["requestId"] = Guid.NewGuid() });
            }

            await Eventually.TrueAsync(async () => await ReadyAsync(system) > 0, "messages that wait");
        }

        await Eventually.TrueAsync(async () => await ReadyAsync(system) == 0, "nothing to wait");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM dashboard.queues WHERE consumers = 1 AND name = 'offboarding.run-lockout-step'")).ShouldBe(1);
    }

    private static Task<long> ReadyAsync(TestSystem system) =>
        system.Database.ReadAsync<long>("SELECT coalesce(sum(ready), -1)::bigint FROM dashboard.queues WHERE name = 'offboarding.deactivate-user'");
}
