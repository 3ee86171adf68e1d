using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Offboarding.Bench.Measuring;
using Offboarding.Bench.Servers;
using Offboarding.Bench.Workload;
using Offboarding.Testing;

namespace Offboarding.Bench.Reassign;

/// <summary>The limit: what an engineer would type into psql. One statement, one transaction; no ledger, no progress, no way back.</summary>
internal static partial class PlainUpdate
{
    public static async Task<PlainRun> RunAsync(BenchDatabase source, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using BenchDatabase database = await source.CopyAsync(cancellationToken);
        Task<long> AnyOfTheirs() => Task.FromResult(workspace.ConversationId(Random.Shared.NextInt64(1, workspace.Moving + 1)));
        // Two writers, as next to the worker.
        await using OtherWriter anywhere = await OtherWriter.StartAsync(database, workspace.Id, AnyOfTheirs, cancellationToken);
        await using OtherWriter another = await OtherWriter.StartAsync(database, workspace.Id, AnyOfTheirs, cancellationToken);
        await using NpgsqlConnection looking = await database.OpenAsync(cancellationToken);
        ServerCpu cpu = await ServerCpu.OfAsync(looking, cancellationToken);
        double cpuBefore = await cpu.SecondsAsync(cancellationToken);
        DateTime from = DateTime.UtcNow;
        double seconds = await InPsqlAsync(database, workspace, cancellationToken);
        DateTime to = DateTime.UtcNow;
        IReadOnlyList<double> waits = [.. await anywhere.StopAsync(from, to), .. await another.StopAsync(from, to)];
        return new PlainRun(seconds, await cpu.SecondsAsync(cancellationToken) - cpuBefore, Distribution.Of(waits));
    }

    private static async Task<double> InPsqlAsync(BenchDatabase database, BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        var login = new NpgsqlConnectionStringBuilder(database.Owner);
        var start = new ProcessStartInfo(Path.Combine(Programs.PostgresFolder(), "psql"))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PGPASSWORD"] = login.Password },
        };
        foreach (string argument in new[]
        {
            "-X", "-h", login.Host!, "-p", $"{login.Port}", "-U", login.Username!, "-d", login.Database!, "-v", "ON_ERROR_STOP=1",
            "-v", $"workspace={workspace.Id}", "-v", $"leaver={workspace.Bulk[0]}", "-v", $"recipient={workspace.Agents[0]}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using Process psql = Process.Start(start) ?? throw new InvalidOperationException("psql did not start.");
        await psql.StandardInput.WriteAsync(Resources.Read("plain-update.sql").AsMemory(), cancellationToken);
        psql.StandardInput.Close();
        string output = await psql.StandardOutput.ReadToEndAsync(cancellationToken);
        await psql.WaitForExitAsync(cancellationToken);
        if (!output.Contains($"UPDATE {workspace.Moving}\n", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The plain UPDATE was to move {workspace.Moving} conversations: {output}");
        }

        return double.Parse(Timing().Match(output).Groups["ms"].Value, CultureInfo.InvariantCulture) / 1000;
    }

    [GeneratedRegex(@"Time: (?<ms>[0-9.]+) ms", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Timing();
}
