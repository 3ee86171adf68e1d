using System.Data.Common;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Hosting;
using Offboarding.Telemetry;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>The pool of connections, shared by Entity Framework Core and by plain SQL.</summary>
internal static class DatabaseRegistration
{
    public const string ConnectionName = "Offboarding";

    /// <summary>As PostgreSQL shows what <see cref="Configured"/> asks for.</summary>
    public const string ServerTimeout = "30s";

    private const string AutoPrepare = "Max Auto Prepare";

    private const string CommandTimeout = "Command Timeout";

    private static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>
    /// No transaction of ours waits for anything but the database. A process that stands still in the middle of one (a frozen machine, a lost network) would hold
    /// its locks, and with them the case, for as long as it stands.
    /// </summary>
    private static readonly TimeSpan IdleInTransaction = TimeSpan.FromSeconds(20);

    /// <summary>A connection that only listens would never learn that the other side has gone without a word.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static IHostApplicationBuilder AddOffboardingDatabase(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        builder.AddSettings<DatabaseOptions>(static (options, configuration) => options.ConnectionString = configuration.GetConnectionString(ConnectionName));
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsCheck>();
        // Dapper has one setting for the process: a column due_at is a property DueAt.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton(static provider => Signals.OpenDatabase(
            Configured(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString!).ConnectionString, "offboarding-worker"));
        services.AddPooledDbContextFactory<OffboardingDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention());
        return builder;
    }

    /// <summary>The login with what every connection of the worker needs.</summary>
    public static NpgsqlConnectionStringBuilder Configured(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "offboarding-worker",
            // Nothing here leaves state in a session. DISCARD ALL before each use of a connection would be a commit of its
            // own, and throw away the plans of foreign keys and triggers.
            NoResetOnClose = true,
        };
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        if (!given.ContainsKey(AutoPrepare))
        {
            // The few statements of a batch are planned once for each connection, not a thousand times for a million items.
            builder.MaxAutoPrepare = 64;
        }

        if (!given.ContainsKey(nameof(builder.CommandTimeout)) && !given.ContainsKey(CommandTimeout))
        {
            // The server decides what takes too long, and says so with a code of its own; the client gives up only on a server that says nothing.
            builder.CommandTimeout = (int)(StatementTimeout + Margin).TotalSeconds;
        }

        if (!given.ContainsKey(nameof(builder.KeepAlive)))
        {
            builder.KeepAlive = (int)KeepAlive.TotalSeconds;
        }

        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            // Several hosts are a primary and its standbys, and Hangfire's pool, which is opened by this text, has to write too.
            builder.TargetSessionAttributes ??= "primary";
        }

        if (builder.KeepAlive > 0)
        {
            // A connection that lives says something each time; one that has been silent for four times is a client that is gone, or one that does not know yet
            // that it is cut off and is told by the end of the session.
            builder.Options = $"{builder.Options} -c idle_session_timeout={4000L * builder.KeepAlive}".Trim();
        }

        builder.Options =
            $"{builder.Options} -c statement_timeout={StatementTimeout.TotalMilliseconds:F0} -c idle_in_transaction_session_timeout={IdleInTransaction.TotalMilliseconds:F0}".Trim();
        return builder;
    }
}

/// <summary><c>ConnectionStrings:Offboarding</c>.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>The worker's login.</summary>
    public string? ConnectionString { get; set; }
}

/// <summary>Says what is wrong with the login before anything starts. Whether it works, the health check says.</summary>
internal sealed class DatabaseOptionsCheck : IValidateOptions<DatabaseOptions>
{
    private const string Key = $"ConnectionStrings:{DatabaseRegistration.ConnectionName}";

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (options.ConnectionString is null)
        {
            return ValidateOptionsResult.Fail($"{Key} is missing; set it to the worker's login, for example Host=localhost;Database=offboarding;Username=worker;Password=...");
        }

        try
        {
            _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException error)
        {
            return ValidateOptionsResult.Fail($"{Key} cannot be read: {error.Message}");
        }
    }
}
