using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Offboarding.Local.Folder;

namespace Offboarding.Local.Postgres;

/// <summary>
/// A PostgreSQL server of our own on the loopback address, with its data in the data folder. Started by pg_ctl, which takes it
/// out of the terminal's process group: Ctrl-C reaches us and not the server, so it goes down last and in order.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Owner = "offboarding_owner";
    private const string Database = "offboarding";
    private const int Starts = 3;

    private readonly PostgresBinaries _binaries;
    private readonly ServerUser? _user;
    private readonly string _cluster;
    private readonly string _password;

    private PostgresServer(PostgresBinaries binaries, ServerUser? user, DataFolder folder)
    {
        _binaries = binaries;
        _user = user;
        _cluster = folder.Cluster(binaries.Major);
        _password = folder.Password("owner");
    }

    /// <summary>Whether this start made the database.</summary>
    public bool IsNew { get; private set; }

    public string ConnectionString { get; private set; } = "";

    /// <summary>The process of the server, while it runs.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Starts the server, after stopping one that a killed Local left behind on the same folder.</summary>
    public static async Task<PostgresServer> StartAsync(
        PostgresBinaries binaries, ServerUser? user, DataFolder folder, CancellationToken cancellationToken)
    {
        var server = new PostgresServer(binaries, user, folder);
        try
        {
            if (!File.Exists(Path.Combine(server._cluster, "PG_VERSION")))
                await server.CreateClusterAsync(cancellationToken);
            await StopLeftoversAsync(binaries, user, folder);
            await server.StartAsync(cancellationToken);
            await server.EnsureDatabaseAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops every server that still runs on a database of this folder, and deletes the databases.</summary>
    public static async Task DeleteClustersAsync(
        PostgresBinaries binaries, ServerUser? user, DataFolder folder, CancellationToken cancellationToken)
    {
        foreach (string cluster in folder.Clusters())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RunningOn(cluster) is not null)
                await PgCtlAsync(binaries, user, cluster, ["stop", "-m", "immediate", "-w"]);
            Directory.Delete(cluster, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (RunningOn(_cluster) is null)
            return;
        ProgramResult stopped = await PgCtlAsync(_binaries, _user, _cluster, ["stop", "-m", "fast", "-w", "-t", "30"]);
        if (!stopped.Ok)
            await PgCtlAsync(_binaries, _user, _cluster, ["stop", "-m", "immediate", "-w"]);
    }

    private async Task CreateClusterAsync(CancellationToken cancellationToken)
    {
        string work = _cluster + ".new";
        if (Directory.Exists(work))
            Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        string passwordFile = Path.Combine(Path.GetDirectoryName(_cluster)!, "initdb.password");
        PrivateFile.Write(passwordFile, _password);
        try
        {
            if (_user is not null)
            {
                await _user.TakeOverAsync(work, cancellationToken);
                await _user.TakeOverAsync(passwordFile, cancellationToken);
            }
            // --no-sync: a power cut in this second costs a start from nothing, not data.
            ProgramResult made = await RunAsync(_user, work,
                [
                    _binaries.Initdb, "-D", work, "-U", Owner, "--pwfile", passwordFile, "--auth", "scram-sha-256",
                    "--encoding", "UTF8", "--locale", "C", "--no-sync",
                ], cancellationToken);
            if (!made.Ok)
                throw new LocalProblem($"initdb could not make a database in {work}: {made.LastWord}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        await File.AppendAllTextAsync(Path.Combine(work, "postgresql.conf"), EmbeddedSql.File("postgresql.conf"), cancellationToken);
        Directory.Move(work, _cluster);
        IsNew = true;
    }

    private static async Task StopLeftoversAsync(PostgresBinaries binaries, ServerUser? user, DataFolder folder)
    {
        foreach (string cluster in folder.Clusters().Where(static cluster => RunningOn(cluster) is not null))
        {
            ProgramResult stopped = await PgCtlAsync(binaries, user, cluster, ["stop", "-m", "fast", "-w", "-t", "30"]);
            if (!stopped.Ok)
                throw new LocalProblem($"a PostgreSQL server still runs on {cluster} and does not stop: {stopped.LastWord}");
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        string log = Path.Combine(_cluster, "server.log");
        ProgramResult started = new(1, "", "");
        for (int attempt = 1; attempt <= Starts && !started.Ok; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Another program may take the port between our look and the server's start: then it is another port's turn.
            int port = FreePort();
            started = await PgCtlAsync(_binaries, _user, _cluster, ["start", "-w", "-t", "60", "-l", log, "-o", $"-p {port}"], quiet: true);
            ConnectionString = new NpgsqlConnectionStringBuilder
            {
                Host = "127.0.0.1",
                Port = port,
                Database = Database,
                Username = Owner,
                Password = _password,
                ApplicationName = "offboarding-local",
                IncludeErrorDetail = true,
            }.ConnectionString;
        }
        if (!started.Ok)
            throw new LocalProblem($"PostgreSQL did not start ({LastLine(log) ?? started.LastWord}); its log is {log}.");
        ProcessId = RunningOn(_cluster) ?? throw new LocalProblem($"PostgreSQL ended right after its start; its log is {log}.");
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new LocalProblem($"the password in the data folder does not open its database {_cluster}; start with --reset.", e);
        }
        await using var exists = new NpgsqlCommand(EmbeddedSql.Read("database-exists"), connection);
        exists.Parameters.AddWithValue(Database);
        if (await exists.ExecuteScalarAsync(cancellationToken) is true)
            return;
        await using var create = new NpgsqlCommand(EmbeddedSql.Read("create-database"), connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The process of the server on this folder, if it is a living PostgreSQL and not a number somebody else has now.</summary>
    private static int? RunningOn(string cluster)
    {
        string file = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out int id))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
                return id;
            // PostgreSQL itself would see a living process and refuse to start.
            File.Delete(file);
            return null;
        }
        catch (ArgumentException)
        {
            return null; // Nobody has the number; PostgreSQL removes the stale file itself.
        }
    }

    /// <summary>Never cancelled: a pg_ctl that is killed half-way may leave a server behind that nobody knows of.</summary>
    private static Task<ProgramResult> PgCtlAsync(
        PostgresBinaries binaries, ServerUser? user, string cluster, string[] arguments, bool quiet = false) =>
        RunAsync(user, cluster, [binaries.PgCtl, "-s", "-D", cluster, .. arguments], CancellationToken.None, quiet);

    private static Task<ProgramResult> RunAsync(
        ServerUser? user, string cluster, IReadOnlyList<string> commandLine, CancellationToken cancellationToken, bool quiet = false) =>
        Processes.RunAsync(user?.Wrap(commandLine) ?? commandLine, cluster, cancellationToken, quiet);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? LastLine(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault() : null;
}
