using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

[assembly: AssemblyFixture(typeof(Offboarding.Faults.Tests.Harness.Scale))]

namespace Offboarding.Faults.Tests.Harness;

/// <summary>How much is run, with which seed, and the report of it. The variables are described in tests/Faults.Tests/README.md.</summary>
public sealed class Scale : IDisposable
{
    private static readonly ConcurrentQueue<string> Lines = new();
    private static readonly long Begin = Stopwatch.GetTimestamp();

    /// <summary>Everything, and not only the quick subset.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS") == "full";

    /// <summary>Of everything that is chosen at random.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_SEED"), CultureInfo.InvariantCulture, out int seed) ? seed : 20_261_128;

    public static T Of<T>(T quick, T full) => Full ? full : quick;

    /// <summary>Skips a test of the long run.</summary>
    public static void OnlyInFull() => Assert.SkipUnless(Full, "Part of the full run: OFFBOARDING_FAULTS=full");

    /// <summary>A line of the report.</summary>
    public static void Report(string fault, string counted)
    {
        Lines.Enqueue($"| {fault} | {counted} |");
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: {counted}");
    }

    public void Dispose()
    {
        string path = Environment.GetEnvironmentVariable("OFFBOARDING_FAULTS_REPORT") ?? Path.Combine(AppContext.BaseDirectory, "faults.md");
        File.WriteAllLines(
            path,
            [
                $"{(Full ? "Full run" : "Quick subset")}, seed {Seed}, {Stopwatch.GetElapsedTime(Begin).TotalSeconds:0} s, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC. Violations fail their test.", "",
                "| Fault | Counted |", "|---|---|", .. Lines,
            ]);
    }
}

/// <summary>Tests that stop a server, or take all that it has, run alone; all others two at a time, since most of what they do is wait.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StopsServers
{
    public const string Name = "Stops servers";
}
