using System.Text;
using System.Text.Json.Nodes;
using Offboarding.Faults.Tests.Harness;
using Offboarding.Faults.Tests.Wire;

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
        int kills = 0;
        var poison = new JsonObject { ["requestId"] = Guid.NewGuid(), ["poison"] = true };
        ArmedFailPoint armed = worker.KillAt(new FailPoint("offboarding.cancel-offboarding", Moment.OnDelivery));
        await run.SendUnreadableAsync("offboarding.cancel-offboarding", Encoding.UTF8.GetBytes(poison.ToJsonString()));
        while (true)
        {
            await Eventually.TrueAsync(
                async () => armed.Struck.IsCompleted || await run.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.parked_messages)"), "the message to kill or to be put aside",
                TimeSpan.FromSeconds(60));
            if (!armed.Struck.IsCompleted)
            {
                break;
            }

            kills++;
            kills.ShouldBeLessThan(40);
            worker.Disarm();
            Task starting = worker.StartAsync();
            armed = worker.KillAt(new FailPoint("offboarding.cancel-offboarding", Moment.OnDelivery));
            // It is killed again while it starts, most times.
            await Task.WhenAny(starting, armed.Struck);
        }

        worker.Disarm();
        await run.SendAsync(await run.DepartureAsync());
        await run.EndsWellAsync();
        Scale.Report("7. A message that kills the worker each time", $"put aside after {kills} kills");
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
                yield return Envelope("Offboarding.Worker.Steps:RunStep", new() { ["offboardingId"] = caseId, ["step"] = step, ["slice"] = slice });
            }
        }

        yield return Envelope("Offboarding.Worker.Process:NudgeCase", new() { ["offboardingId"] = caseId });
        yield return Envelope("Offboarding.Worker.Requests.DeactivateUser:StartCase", new() { ["offboardingId"] = caseId });
    }

    private static byte[] Envelope(string type, JsonObject message) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["messageId"] = Guid.NewGuid(),
        ["messageType"] = new JsonArray($"urn:message:{type}"),
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
