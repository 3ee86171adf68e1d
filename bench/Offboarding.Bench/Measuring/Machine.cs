using System.Runtime.InteropServices;
using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Measuring;

/// <summary>Where a result comes from; numbers of another machine mean nothing without it.</summary>
internal sealed record Machine
{
    public required int Cores { get; init; }

    public required string Processor { get; init; }

    public required double MemoryGigabytes { get; init; }

    public required string System { get; init; }

    public required string Runtime { get; init; }

    public required string PostgreSql { get; init; }

    /// <summary>Load of the last minute before the run, where the system tells: above 0 somebody else was at work.</summary>
    public required string LoadBefore { get; init; }

    public static async Task<Machine> LookAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Resources.Read("postgres-facts.sql"), connection);
        return new Machine
        {
            Cores = Environment.ProcessorCount,
            Processor = Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
            MemoryGigabytes = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
            System = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            PostgreSql = (string)(await command.ExecuteScalarAsync(cancellationToken))!,
            LoadBefore = Load(),
        };
    }

    /// <summary>The load average of the last minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? Line(string file, string name) => !File.Exists(file) ? null : File.ReadLines(file)
        .Where(l => l.StartsWith(name, StringComparison.Ordinal)).Select(l => l.Split(':', 2)[1].Trim()).FirstOrDefault();
}
