using Offboarding.Bench.Servers;
using Spectre.Console;

namespace Offboarding.Bench;

/// <summary>What every scenario gets.</summary>
/// <param name="Servers">Running.</param>
/// <param name="WorkerSettings">Passed to the worker.</param>
/// <param name="Console">Where progress is told.</param>
internal sealed record BenchContext(BenchServers Servers, IReadOnlyList<string> WorkerSettings, IAnsiConsole Console)
{
    public void Say(string line) => Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {line}");
}
