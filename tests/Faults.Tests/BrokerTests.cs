using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 5: what happens to a RabbitMQ.</summary>
[Collection(StopsServers.Name)]
public sealed class BrokerTests(Servers servers)
{
    [Fact]
    public async Task A_broker_that_loses_all_its_data_in_the_middle_costs_time_only()
    {
        Assert.SkipUnless(servers.RabbitMq.IsOurs, "The broker is not ours to stop.");
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        int times = Scale.Of(1, 4);
        for (int i = 0; i < times; i++)
        {
            await run.SendAsync(await run.DepartureAsync(conversations: 600));
            await run.SendAsync(await run.DepartureAsync(conversations: 60, failsOnce: true));
            // What was only on the broker is its sender's to send again: an answer says that it was taken.
            await run.UntilAsync(
                "(SELECT bool_and(faults.is_answered(id)) FROM unnest(@requests) id)", "every request to be accepted", ("requests", run.Requests.Ids));
            await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
            await servers.RabbitMq.LoseEverythingAsync(run.Broker);
        }

        run.BrokerForgot();
        await run.EndsWellAsync();
        Scale.Report("5. RabbitMQ killed (-9), all its data deleted", $"{times} times, {2 * times} departures under way");
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_started_loses_nothing()
    {
        Scale.OnlyInFull();
        Assert.SkipUnless(servers.RabbitMq.IsOurs, "The broker is not ours to stop.");
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        for (int i = 0; i < 5; i++)
        {
            for (int n = 0; n < 5; n++)
            {
                await run.SendAsync(await run.DepartureAsync(conversations: 200));
            }

            if (i == 2)
            {
                await servers.RabbitMq.RestartAsync();
            }
            else
            {
                await servers.RabbitMq.KillAsync();
                await servers.RabbitMq.StartAgainAsync();
            }
        }

        await run.EndsWellAsync();
        Scale.Report("5. RabbitMQ killed (-9) and started with its data", "4 times, restarted in good order once, 25 departures");
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("disk")]
    public async Task A_broker_that_takes_no_messages_for_a_while_costs_time_only(string lacks)
    {
        Scale.OnlyInFull();
        Assert.SkipUnless(servers.RabbitMq.IsOurs, "The broker is not ours to give an alarm.");
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync(conversations: 600));
        await run.SendAsync(await run.DepartureAsync(conversations: 60, failsOnce: true));
        await run.UntilAsync("(SELECT count(*) FROM offboarding.steps WHERE status = 'running') > 0", "a batch to be under way");
        await SetAlarmAsync(on: true);
        Task sending;
        try
        {
            Departure[] later = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => run.DepartureAsync()))];
            sending = Task.Run(async () =>
            {
                foreach (Departure departure in later)
                {
                    await run.SendAsync(departure);
                }
            });
            await Task.Delay(TimeSpan.FromSeconds(30));
        }
        finally
        {
            await SetAlarmAsync(on: false);
        }

        await sending;
        await run.EndsWellAsync();
        Scale.Report($"5. {(lacks == "disk" ? "Disk" : "Memory")} alarm", "30 s, 7 departures, 5 of them sent meanwhile");

        Task SetAlarmAsync(bool on) => lacks == "disk" ? servers.RabbitMq.SetDiskAlarmAsync(on) : servers.RabbitMq.SetMemoryAlarmAsync(on);
    }
}
