using System.Data.Common;
using Offboarding.Worker.Configuration;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Offboarding.Telemetry;

namespace Offboarding.Worker.Persistence;

/// <summary>The pool of connections, shared by Entity Framework Core and by plain SQL.</summary>
internal static class DatabaseRegistration
{
    public const string ConnectionName = "Offboarding";

    private const string AutoPrepare = "Max Auto Prepare";

    private static readonly TimeSpan StatementTimeout = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddOffboardingDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        // Dapper has one setting for the process: a column due_at is a property DueAt.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        services.AddSingleton(_ => Signals.OpenDatabase(Configured(configuration).ConnectionString, "offboarding-worker"));
        services.AddPooledDbContextFactory<OffboardingDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        return services;
    }

    private static NpgsqlConnectionStringBuilder Configured(IConfiguration configuration)
    {
        string connectionString = configuration.GetConnectionString(ConnectionName)
            ?? throw new ConfigurationException($"ConnectionStrings:{ConnectionName}", "is missing; set it to the worker's login, for example Host=localhost;Database=offboarding;Username=worker;Password=...");
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "offboarding-worker",
                // Nothing here leaves state in a session. DISCARD ALL before each use of a connection would be a commit of its
                // own, and throw away the plans of foreign keys and triggers.
                NoResetOnClose = true,
            };
            if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey(AutoPrepare))
            {
                // The few statements of a batch are planned once for each connection, not a thousand times for a million items.
                builder.MaxAutoPrepare = 64;
            }

            builder.Options = $"{builder.Options} -c statement_timeout={StatementTimeout.TotalMilliseconds:F0}".Trim();
            return builder;
        }
        catch (ArgumentException error)
        {
            throw new ConfigurationException($"ConnectionStrings:{ConnectionName}", $"cannot be read: {error.Message}");
        }
    }
}
