using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard.Reading;

/// <summary>
/// The only door to the database. It signs in as a member of <c>offboarding_dashboard</c>, which can read the views of the schema
/// <c>dashboard</c> and call the functions in it, such as <c>dashboard.send_command</c>, and nothing else.
/// </summary>
public sealed class DashboardDatabase : IAsyncDisposable
{
    /// <summary>How long a statement of an export may take.</summary>
    public const int ExportTimeoutSeconds = 300;

    private readonly Lazy<NpgsqlDataSource> source;

    static DashboardDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public DashboardDatabase(IOptions<DatabaseOptions> options) =>
        source = new Lazy<NpgsqlDataSource>(() => Signals.OpenDatabase(new NpgsqlConnectionStringBuilder(options.Value.ConnectionString)
        {
            ApplicationName = "offboarding-dashboard",
            // A page that waits is worse than a page that says why it cannot be shown.
            Timeout = 3,
            CommandTimeout = 10,
        }.ConnectionString, "offboarding-dashboard"));

    /// <summary>Opens a connection from the pool.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        source.Value.OpenConnectionAsync(cancellationToken);

    /// <summary>The same for code that cannot wait otherwise: Hangfire's pages.</summary>
    public NpgsqlConnection Open() => source.Value.OpenConnection();

    /// <summary>The pool itself, for the health check.</summary>
    internal NpgsqlDataSource Source => source.Value;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => source.IsValueCreated ? source.Value.DisposeAsync() : ValueTask.CompletedTask;
}
