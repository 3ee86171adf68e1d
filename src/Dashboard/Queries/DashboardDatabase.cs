using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Security;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard.Queries;

/// <summary>
/// The only door to the database. It signs in as a member of <c>offboarding_dashboard</c>, which can read the views of the schema
/// <c>dashboard</c> and call the functions in it, such as <c>dashboard.send_command</c>, and nothing else.
/// </summary>
public sealed class DashboardDatabase : IAsyncDisposable
{
    /// <summary>How long a statement of an export may take.</summary>
    public const int ExportTimeoutSeconds = 300;

    private readonly Lazy<NpgsqlDataSource> source;

    /// <summary>Said as the connection begins. A pooler between here and PostgreSQL refuses or drops it, and one that shares sessions would give one operator's limit to another.</summary>
    private const string Direct = "-c offboarding.direct=on";

    // Connections of their own: what a session was limited to is never left to somebody who is not.
    private readonly Lazy<NpgsqlDataSource> limited;

    static DashboardDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public DashboardDatabase(IOptions<DatabaseOptions> options)
    {
        source = new Lazy<NpgsqlDataSource>(() => Connect(options.Value, "offboarding-dashboard"));
        limited = new Lazy<NpgsqlDataSource>(() => Connect(options.Value, "offboarding-dashboard-limited", Direct));
    }

    /// <summary>Opens a connection from the pool that sees what <see cref="WorkspaceLimit.Current"/> allows.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said what that is.</exception>
    /// <exception cref="PoolerInTheWayException">There is a limit, and a pooler that could leave it to somebody else.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        WorkspaceLimit limit = WorkspaceLimit.Current
            ?? throw new InvalidOperationException("Nobody has said to which workspaces this is limited: it is no request, and has to say it itself.");
        if (!limit.IsLimited)
        {
            return await OpenForAllAsync(cancellationToken);
        }

        NpgsqlConnection connection = await OpenLimitedAsync(cancellationToken);
        try
        {
            bool direct = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
                Sql.Read("limit-session"), new { workspaces = limit.Workspaces, @operator = limit.Operator }, cancellationToken: cancellationToken));
            return direct ? connection : throw new PoolerInTheWayException();
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a connection for what belongs to no workspace and is shown to nobody who is limited: sessions, the access log.</summary>
    public ValueTask<NpgsqlConnection> OpenForAllAsync(CancellationToken cancellationToken) => source.Value.OpenConnectionAsync(cancellationToken);

    /// <summary>The same for code that cannot wait otherwise: Hangfire's pages, which nobody who is limited sees.</summary>
    public NpgsqlConnection Open() => source.Value.OpenConnection();

    /// <summary>The pool itself, for the health check.</summary>
    internal NpgsqlDataSource Source => source.Value;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<NpgsqlDataSource> pool in (Lazy<NpgsqlDataSource>[])[source, limited])
        {
            if (pool.IsValueCreated)
            {
                await pool.Value.DisposeAsync();
            }
        }
    }

    private async Task<NpgsqlConnection> OpenLimitedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await limited.Value.OpenConnectionAsync(cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            throw new PoolerInTheWayException(error);
        }
    }

    private static NpgsqlDataSource Connect(DatabaseOptions options, string name, string settings = "") => Signals.OpenDatabase(new NpgsqlConnectionStringBuilder(options.ConnectionString)
    {
        ApplicationName = name,
        // A page that waits is worse than a page that says why it cannot be shown.
        Timeout = 3,
        CommandTimeout = 10,
        Options = $"{new NpgsqlConnectionStringBuilder(options.ConnectionString).Options} {settings}".Trim(),
    }.ConnectionString, name);
}

/// <summary>
/// Somebody who is limited to some workspaces asks, and a pooler stands between the dashboard and PostgreSQL. With <c>pool_mode = transaction</c> it would give
/// one operator's session to another, so nobody who is limited is served (docs/adr/0042).
/// </summary>
public sealed class PoolerInTheWayException(Exception? inner = null) : NpgsqlException(
    "ConnectionStrings:Dashboard leads to a connection pooler. Operators who are limited to workspaces need a connection to PostgreSQL itself; the dashboard pools its connections.", inner);
