using System.Net.Sockets;
using Npgsql;

namespace Offboarding.Testing;

/// <summary>A PgBouncer on loopback in front of a <see cref="PostgresServer"/>, if there is one on the machine (or at <c>OFFBOARDING_PGBOUNCER</c>).</summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private PgBouncerServer(ServerProcess process, int port) => (_process, Port) = (process, port);

    /// <summary>Whether it can be started here.</summary>
    public static bool IsInstalled => Programs.PgBouncer() is not null;

    public int Port { get; }

    /// <summary>Starts one.</summary>
    /// <param name="connectionString">Of the database behind it.</param>
    /// <param name="mode"><c>session</c> or <c>transaction</c>.</param>
    /// <param name="ignored">Startup parameters it takes and drops.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PgBouncerServer> StartAsync(string connectionString, string mode, string ignored, CancellationToken cancellationToken)
    {
        var behind = new NpgsqlConnectionStringBuilder(connectionString);
        int port = ServerFolder.FreePort();
        ServerFolder folder = await ServerFolder.CreateAsync("offboarding-pgb-", durable: false, cancellationToken);
        await File.WriteAllTextAsync(
            folder.File("pgbouncer.ini"),
            $"""
            [databases]
            {behind.Database} = host={behind.Host} port={behind.Port} dbname={behind.Database} user={behind.Username} password={behind.Password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            ignore_startup_parameters = extra_float_digits{(ignored.Length == 0 ? "" : $",{ignored}")}
            """,
            cancellationToken);
        ServerProcess process = await ServerProcess.StartAsync(folder, "pgbouncer", "KILL", new Dictionary<string, string>(), Programs.PgBouncer()!, folder.File("pgbouncer.ini"));
        var server = new PgBouncerServer(process, port);
        await Eventually.AnswersAsync(
            async token =>
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"PgBouncer did not start:\n{process.LogTail}");
                }

                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", port, token);
            },
            failure => failure is SocketException, "PgBouncer to listen", cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _process.AbandonAsync();
}
