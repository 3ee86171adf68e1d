using System.Text;
using System.Text.Json.Nodes;
using MassTransit;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Steps;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 7: messages come twice, late, in any order, or should never have come.</summary>
public sealed class MessageTests(Servers servers)
{
    [Fact]
    public async Task Doubles_late_ones_and_any_order_change_nothing()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        var random = new Random(Scale.Seed);
        var departures = new List<Departure>();
        for (int i = 0; i < 5; i++)
        {
            departures.Add(await run.DepartureAsync());
        }

        // Each a hundred times at once.
        await Task.WhenAll(departures.SelectMany(d => Enumerable.Repeat(d, Scale.Of(20, 100))).Select(run.SendAsync));
        // What the parts of the product say to each other, in any order, with slices that were, are and may come.
        byte[][] inside = [.. (await CasesAsync(run, departures.Count)).SelectMany(Inside)];
        string[] exchanges = ["offboarding.run-step", "offboarding.run-lockout-step", "offboarding.saga", "offboarding.start-case"];
        int shuffled = Scale.Of(100, 10_000);
        for (int i = 0; i < shuffled; i++)
        {
            byte[] message = inside[random.Next(inside.Length)];
            string text = Encoding.UTF8.GetString(message);
            await run.SendSurelyAsync(text.Contains("RunStep", StringComparison.Ordinal) ? exchanges[random.Next(2)] : text.Contains("StartCase", StringComparison.Ordinal) ? exchanges[3] : exchanges[2], message, HrSystem.EnvelopeJson);
        }

        await run.EndsWellAsync();
        // Days later: as far as the worker is concerned, after everything is over.
        foreach (Departure departure in departures)
        {
            await run.SendAsync(departure);
        }

        await run.EndsWellAsync();
        (await run.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.cases")).ShouldBe(departures.Count);
        Scale.Report("7. Doubled, shuffled, replayed", $"{departures.Count} requests {Scale.Of(20, 100)} times at once, {shuffled} messages of the inside in any order");
    }

    [Fact]
    public async Task Poison_is_put_aside_with_its_bytes_and_keeps_nobody_waiting()
    {
        await using FaultRun run = await FaultRun.StartAsync(servers);
        await run.WorkerAsync();
        await run.SendAsync(await run.DepartureAsync());
        int sent = 0;
        foreach (string exchange in new[] { "offboarding.deactivate-user", "offboarding.reactivate-user", "offboarding.retry-step" })
        {
            foreach (byte[] body in Poison())
            {
                await run.SendUnreadableAsync(exchange, [.. body, .. Encoding.UTF8.GetBytes(new string(' ', sent))]);
                sent++;
            }
        }

        await run.SendAsync(await run.DepartureAsync());
        await run.EndsWellAsync();
        Scale.Report("7. Poison", $"{sent} bodies, each on record; departures before and after completed");
    }

    [Fact]
    public async Task A_message_that_kills_the_worker_each_time_is_put_aside_in_the_end()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        var poison = new JsonObject { ["requestId"] = Guid.NewGuid(), ["poison"] = true };
        int kills = await KillUntilPutAsideAsync(run, worker, "offboarding.cancel-offboarding", Encoding.UTF8.GetBytes(poison.ToJsonString()));
        await run.SendAsync(await run.DepartureAsync());
        await run.EndsWellAsync();
        Scale.Report("7. A message that kills the worker each time", $"put aside after {kills} kills");
    }

    [Fact]
    public async Task A_request_that_a_policy_of_fewer_deliveries_made_a_dead_letter_is_kept_and_completes_when_it_is_replayed()
    {
        Scale.OnlyInFull();
        await using FaultRun run = await FaultRun.StartAsync(servers);
        FaultWorker worker = await run.WorkerAsync();
        await servers.RabbitMq.SetDeliveryLimitAsync(run.Broker, HrSystem.Deactivate, deliveries: 2);
        Departure departure = await run.DepartureAsync();
        JsonObject request = departure.ToJson();
        run.Requests.Add(request);
        int kills = await KillUntilPutAsideAsync(run, worker, HrSystem.Deactivate, Encoding.UTF8.GetBytes(request.ToJsonString()));
        kills.ShouldBeLessThan(5, "the policy is in force");
        Guid kept = await run.Database.ReadAsync<Guid>("SELECT id FROM offboarding.parked_messages");
        var replay = new JsonObject { ["requestId"] = Guid.NewGuid(), ["messageId"] = kept, ["requestedBy"] = "ops.anna" };
        await run.SendSurelyAsync(HrSystem.Replay, Encoding.UTF8.GetBytes(replay.ToJsonString()));
        await run.EndsWellAsync();
        Scale.Report("5. A policy that lowers the delivery limit", $"to 2: a dead letter after {kills} kills, completed when it was replayed");
    }

    /// <summary>Sends a message and kills the worker each time it gets it.</summary>
    /// <returns>How often, until it was put aside.</returns>
    private static async Task<int> KillUntilPutAsideAsync(FaultRun run, FaultWorker worker, string exchange, byte[] body)
    {
        var place = new FailPoint(exchange, Moment.OnDelivery);
        ArmedFailPoint armed = worker.KillAt(place);
        await run.SendUnreadableAsync(exchange, body);
        for (int kills = 0; ; kills++)
        {
            kills.ShouldBeLessThan(40);
            await Eventually.TrueAsync(
                async () => armed.Struck.IsCompleted || await run.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.parked_messages)"), "the message to kill or to be put aside",
                TimeSpan.FromSeconds(60));
            if (!armed.Struck.IsCompleted)
            {
                worker.Disarm();
                return kills;
            }

            worker.Disarm();
            Task starting = worker.StartAsync();
            armed = worker.KillAt(place);
            // It is killed again while it starts, most times.
            await Task.WhenAny(starting, armed.Struck);
        }
    }

    private static async Task<Guid[]> CasesAsync(FaultRun run, int count)
    {
        await run.UntilAsync("(SELECT count(*) FROM offboarding.cases) = @count", "every case to be there", ("count", (long)count));
        return await run.Database.ReadAsync<Guid[]>("SELECT array_agg(id) FROM offboarding.cases");
    }

    private static IEnumerable<byte[]> Inside(Guid caseId)
    {
        foreach (string step in new[] { "sign-out-sessions", "reassign-conversations", "update-seats" })
        {
            for (long slice = 0; slice < 6; slice++)
            {
                yield return Envelope<RunStep>(new() { ["offboardingId"] = caseId, ["step"] = step, ["slice"] = slice });
            }
        }

        yield return Envelope<NudgeCase>(new() { ["offboardingId"] = caseId });
        yield return Envelope<StartCase>(new() { ["offboardingId"] = caseId });
    }

    private static byte[] Envelope<T>(JsonObject message)
        where T : class => Encoding.UTF8.GetBytes(new JsonObject
        {
            ["messageId"] = Guid.NewGuid(),
            ["messageType"] = new JsonArray(MessageUrn.ForTypeString<T>()),
            ["message"] = message,
        }.ToJsonString());

    private static IEnumerable<byte[]> Poison()
    {
        yield return [];
        yield return "not json"u8.ToArray();
        yield return "{\"requestId\":"u8.ToArray();
        yield return "[]"u8.ToArray();
        yield return "null"u8.ToArray();
        yield return "17"u8.ToArray();
        yield return "{}"u8.ToArray();
        yield return [0xff, 0xfe, 0x00, 0x01];
        yield return "{\"requestId\":\"not-a-guid\",\"workspaceId\":12}"u8.ToArray();
        yield return "{\"requestId\":\"\\ud800\",\"workspaceId\":\"\\u0000\"}"u8.ToArray();
        yield return Encoding.UTF8.GetBytes(new string('[', 5000));
        yield return new byte[1_200_000];
    }
}
