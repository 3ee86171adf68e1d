using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Offboarding.Bench.Servers;

namespace Offboarding.Bench.Peers;

/// <summary>Another job queue on PostgreSQL, run by Node from the versions and hashes of <c>package-lock.json</c>.</summary>
internal static class PeerProcess
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>Installs all of them beside the program.</summary>
    public static Task InstallAsync(CancellationToken cancellationToken) => RunAsync("npm", ["ci", "--no-audit", "--no-fund"], cancellationToken);

    /// <summary>Runs chains of four jobs.</summary>
    /// <param name="peer">The name of its package.</param>
    /// <param name="database">It makes a schema of its own there.</param>
    /// <param name="chains">Queued at once.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    public static async Task<PeerRun> RunAsync(string peer, BenchDatabase database, int chains, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(database.Owner);
        var address = new UriBuilder("postgres", server.Host!, server.Port, server.Database!) { UserName = server.Username!, Password = server.Password ?? "" };
        string said = await RunAsync("node", ["peers.mjs", peer, address.Uri.AbsoluteUri, chains.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return JsonSerializer.Deserialize<PeerRun>(said.AsSpan(said.TrimEnd().LastIndexOf('\n') + 1), JsonSerializerOptions.Web)!;
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            string said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>What one of them said.</summary>
/// <param name="Version">Of its package.</param>
/// <param name="Seconds">From the first job queued to the end of the last chain.</param>
internal sealed record PeerRun(string Version, double Seconds);
