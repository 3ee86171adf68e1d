using System.Globalization;
using Offboarding.Faults.Tests.Harness;

namespace Offboarding.Faults.Tests;

/// <summary>Fault 8: a worker whose clock is wrong, and jumps.</summary>
public sealed class ClockTests(Servers servers)
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    [Fact]
    public async Task A_clock_that_jumps_two_hours_forward_and_back_makes_nothing_happen_too_early()
    {
        Scale.OnlyInFull();
        Assert.SkipUnless(File.Exists(Library), "Needs libfaketime (Debian: apt install libfaketime).");
        string clock = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(clock, "+2h");
            string earliest = InTwoHours();
            await using FaultRun run = await FaultRun.StartAsync(servers);
            FaultWorker wrong = await run.WorkerAsync(
                ("LD_PRELOAD", Library), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
                ("Logging:Console:FormatterName", "simple"), ("Logging:Console:FormatterOptions:TimestampFormat", "yyyy-MM-ddTHH:mm "), ("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"));
            await run.WorkerAsync();
            new[] { earliest, InTwoHours() }.ShouldContain(hour => wrong.Output.Contains(hour, StringComparison.Ordinal), wrong.Output);
            foreach (string offset in (string[])["+2h", "-2h", "+0"])
            {
                await File.WriteAllTextAsync(clock, offset);
                for (int i = 0; i < 5; i++)
                {
                    await run.SendAsync(await run.DepartureAsync(conversations: 200, failsOnce: i == 0));
                }

                await run.SendAsync((await run.DepartureAsync()) with { LastDay = $"{DateTimeOffset.UtcNow.AddSeconds(5):O}" });
                await run.UntilAsync(
                    "(SELECT bool_and(faults.is_answered(id)) FROM unnest(@requests) id) AND NOT EXISTS (SELECT FROM offboarding.cases WHERE state = 'scheduled')",
                    "the scheduled departure to begin", ("requests", run.Requests.Ids));
                await run.EndsWellAsync();
            }

            (await run.Database.ReadAsync<bool>("SELECT bool_and(started_at >= due_at) FROM offboarding.cases")).ShouldBeTrue("nobody is out before the day has come");
            Scale.Report("8. Clock of one of two workers two hours forward, two hours back, right again", "18 departures, 3 of them scheduled, none early");
        }
        finally
        {
            File.Delete(clock);
        }
    }

    private static string InTwoHours() => DateTime.UtcNow.AddHours(2).ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture);
}
