using Npgsql;

namespace Offboarding.Testing;

/// <summary>
/// A private PostgreSQL on loopback, gone with the process that started it; or the server that the variable
/// <c>OFFBOARDING_TEST_POSTGRES</c> names (a superuser's connection string), which is used and left running.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Func<Task<ServerProcess>>? _start;
    private readonly ServerFolder? _folder;
    private readonly SemaphoreSlim _migrating = new(1);
    private ServerProcess? _process;
    private string? _template;
    private string _copying = "";

    private PostgresServer(string ownerConnectionString, Func<Task<ServerProcess>>? start, ServerFolder? folder = null) =>
        (OwnerConnectionString, _start, _folder) = (ownerConnectionString, start, folder);

    /// <summary>A superuser's, to the maintenance database <c>postgres</c>.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Whether it was started here, so that it may be stopped.</summary>
    public bool IsOurs => _start is not null;

    /// <summary>Starts a server and waits until it answers; about 1 s.</summary>
    /// <param name="durable">With fsync, as in production: for benchmarks. Tests leave it off.</param>
    /// <param name="settings">Further settings, <c>shared_buffers=512MB</c>; the last one of a name counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<PostgresServer> StartAsync(
        bool durable = false, IReadOnlyList<string>? settings = null, CancellationToken cancellationToken = default)
    {
        if (Environment.GetEnvironmentVariable("OFFBOARDING_TEST_POSTGRES") is { Length: > 0 } existing)
        {
            return new PostgresServer(existing, start: null);
        }

        return await StartOwnAsync(durable, settings, cancellationToken);
    }

    /// <summary>Starts a server also where the variable names one: for a test that stops it.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine to start.</exception>
    public static async Task<PostgresServer> StartOwnAsync(
        bool durable = false, IReadOnlyList<string>? settings = null, CancellationToken cancellationToken = default)
    {
        string bin = Programs.PostgresFolder();
        ServerFolder folder = await ServerFolder.CreateAsync("offboarding-pg-", durable, cancellationToken);
        await ServerFolder.RunAsync(
            ServerFolder.AsServerUser(
                Path.Combine(bin, "initdb"), "--pgdata", folder.File("data"), "--username", "postgres", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"),
            cancellationToken);

        for (int attempt = 1; ; attempt++)
        {
            int port = ServerFolder.FreePort();
            var server = new PostgresServer(
                $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Include Error Detail=true;Pooling=false",
                () => LaunchAsync(bin, folder, port, durable, settings ?? []),
                folder);
            try
            {
                await server.StartAgainAsync(cancellationToken);
                return server;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Somebody else took the port.
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>
    /// Starts a standby that streams from this server, on a port of its own. From then on a commit here is answered when the standby has it: what a failover would
    /// lose otherwise no program can make good.
    /// </summary>
    public async Task<PostgresServer> StartStandbyAsync(CancellationToken cancellationToken = default)
    {
        string bin = Programs.PostgresFolder();
        ServerFolder folder = await ServerFolder.CreateAsync("offboarding-pg-", durable: false, cancellationToken);
        await ServerFolder.RunAsync(
            ServerFolder.AsServerUser(
                Path.Combine(bin, "pg_basebackup"), "--pgdata", folder.File("data"), "--dbname", Uri(), "--write-recovery-conf", "--wal-method=stream",
                "--checkpoint=fast", "--no-sync"),
            cancellationToken);
        int port = ServerFolder.FreePort();
        var standby = new PostgresServer(
            new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Port = port }.ConnectionString, () => LaunchAsync(bin, folder, port, durable: false, []));
        try
        {
            await standby.StartAgainAsync(cancellationToken);
            await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'", cancellationToken);
            await ExecuteAsync("SELECT pg_reload_conf()", cancellationToken);
            return standby;
        }
        catch
        {
            await standby.DisposeAsync();
            throw;
        }

        string Uri()
        {
            var owner = new NpgsqlConnectionStringBuilder(OwnerConnectionString);
            return $"host={owner.Host} port={owner.Port} user={owner.Username}";
        }
    }

    /// <summary>Takes a physical copy of all databases while work goes on.</summary>
    public async Task TakeSnapshotAsync(CancellationToken cancellationToken = default)
    {
        var owner = new NpgsqlConnectionStringBuilder(OwnerConnectionString);
        await ServerFolder.RunAsync(
            ServerFolder.AsServerUser(
                Path.Combine(Programs.PostgresFolder(), "pg_basebackup"), "--pgdata", Own(_folder).File("snapshot"),
                "--dbname", $"host={owner.Host} port={owner.Port} user={owner.Username}", "--wal-method=stream", "--checkpoint=fast", "--no-sync"),
            cancellationToken);
    }

    /// <summary>Stops the server and starts it with the snapshot in the place of its data.</summary>
    public async Task GoBackToSnapshotAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        Directory.Delete(Own(_folder).File("data"), recursive: true);
        Directory.Move(Own(_folder).File("snapshot"), Own(_folder).File("data"));
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>Stops the server, moves its write-ahead log to another folder, and starts it.</summary>
    public async Task MoveLogAsync(string folder, CancellationToken cancellationToken = default)
    {
        await StopAsync();
        (string log, string moved) = (Path.Combine(Own(_folder).File("data"), "pg_wal"), Path.Combine(folder, "pg_wal"));
        await ServerFolder.RunAsync(ServerFolder.AsServerUser("cp", "--archive", log, moved), cancellationToken);
        Directory.Delete(log, recursive: true);
        Directory.CreateSymbolicLink(log, moved);
        await StartAgainAsync(cancellationToken);
    }

    /// <summary>A primary and its standby under the one login that an application is given: both hosts, and whoever of them is the primary.</summary>
    public static PostgresServer Both(PostgresServer primary, PostgresServer standby)
    {
        int[] ports = [.. new[] { primary, standby }.Select(server => new NpgsqlConnectionStringBuilder(server.OwnerConnectionString).Port)];
        return new PostgresServer(
            new NpgsqlConnectionStringBuilder(primary.OwnerConnectionString) { Host = string.Join(',', ports.Select(port => $"127.0.0.1:{port}")), TargetSessionAttributes = "primary" }.ConnectionString,
            start: null);
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync(CancellationToken cancellationToken = default) => ExecuteAsync("SELECT pg_promote()", cancellationToken);

    /// <summary>Starts the server again on the same port with the same data, after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        _process = await Own(_start)();
        await Eventually.AnswersAsync(
            async token =>
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"PostgreSQL did not start:\n{_process.LogTail}");
                }

                await using var connection = new NpgsqlConnection(OwnerConnectionString);
                await connection.OpenAsync(token);
            },
            failure => failure is NpgsqlException,
            "PostgreSQL to answer",
            cancellationToken);
    }

    /// <summary>An orderly stop that breaks all connections; the data stays.</summary>
    public Task StopAsync() => Own(_process).EndAsync(Signal.Interrupt);

    /// <summary>A crash: no checkpoint, no goodbye; the next start recovers.</summary>
    public Task KillAsync() => Own(_process).EndAsync(Signal.Quit);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.AbandonAsync();
        }
        else if (_template is not null)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {_template}", CancellationToken.None);
        }

        _migrating.Dispose();
    }

    /// <summary>Copies the database that is migrated once, for one test.</summary>
    internal async Task CopyTemplateAsync(string name, Func<string, Task> prepare, CancellationToken cancellationToken)
    {
        string template = await TemplateAsync(prepare, cancellationToken);
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template} {_copying}", cancellationToken);
    }

    private async Task<string> TemplateAsync(Func<string, Task> prepare, CancellationToken cancellationToken)
    {
        await _migrating.WaitAsync(cancellationToken);
        try
        {
            if (_template is null)
            {
                string name = $"template_{Guid.NewGuid():n}";
                await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
                await prepare(ConnectionString(name, pooling: false));
                _copying = await CopyingAsync(cancellationToken);
                _template = name;
            }

            return _template;
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>From 15 on PostgreSQL copies page by page through the log; copying the files, as before 15, takes half as long for a database as small as ours.</summary>
    private async Task<string> CopyingAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion.Major >= 15 ? "STRATEGY FILE_COPY" : "";
    }

    internal string ConnectionString(string database, string? login = null, bool pooling = true)
    {
        var builder = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = database, Pooling = pooling };
        if (login is not null)
        {
            (builder.Username, builder.Password) = (login, TestDatabase.LoginPassword);
        }

        return builder.ConnectionString;
    }

    internal async Task<bool> ExistsAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", connection) { Parameters = { new() { Value = database } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    internal async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Task<ServerProcess> LaunchAsync(string bin, ServerFolder folder, int port, bool durable, IReadOnlyList<string> further)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={port}", $"unix_socket_directories={folder.Path}", "max_connections=300",
            "shared_buffers=256MB", "max_wal_size=4GB", "timezone=UTC", "log_min_messages=warning", "log_min_error_statement=panic",
            .. durable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
            .. further,
        ];
        return ServerProcess.StartAsync(
            folder,
            "postgres",
            "QUIT",
            new Dictionary<string, string> { ["LC_ALL"] = "C" },
            [Path.Combine(bin, "postgres"), "-D", folder.File("data"), .. settings.SelectMany(setting => new[] { "-c", setting })]);
    }

    private static T Own<T>(T? mine)
        where T : class =>
        mine ?? throw new InvalidOperationException("A server named by OFFBOARDING_TEST_POSTGRES is not ours to start or stop.");
}
