using System.Globalization;
using Npgsql;

namespace Offboarding.Bench.Measuring;

/// <summary>
/// CPU time of the whole PostgreSQL server, also of processes that have ended. Elapsed times suffer from whoever else uses the
/// machine; this hardly does. Linux only; elsewhere, and for a server on another machine, not a number.
/// </summary>
internal sealed class ServerCpu
{
    private const double TicksPerSecond = 100;

    private readonly int? _postmaster;

    private ServerCpu(int? postmaster) => _postmaster = postmaster;

    public static async Task<ServerCpu> OfAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Resources.Read("backend.sql"), connection);
        int backend = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new ServerCpu(Stat(backend) is { } stat ? (int)stat[1] : null);
    }

    /// <summary>Seconds of CPU used so far; a process that is just ending is given time to end.</summary>
    public async Task<double> SecondsAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(300, cancellationToken);
        if (_postmaster is not { } postmaster || Stat(postmaster) is not { } own)
        {
            return double.NaN;
        }

        double ticks = own[11] + own[12] + own[13] + own[14];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) && Stat(id) is { } stat && (int)stat[1] == postmaster)
            {
                ticks += stat[11] + stat[12];
            }
        }

        return ticks / TicksPerSecond;
    }

    /// <summary>The numbers after the process's name: 1 is the parent; 11 and 12 own user and system time, 13 and 14 those of ended children.</summary>
    private static double[]? Stat(int process)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process}/stat");
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return text.Contains("(postgres)", StringComparison.Ordinal)
                ? [.. fields.Take(15).Select(f => double.TryParse(f, CultureInfo.InvariantCulture, out double number) ? number : 0)]
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
