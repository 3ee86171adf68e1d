using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Jobs;

/// <summary>Hangfire's storage: schema <c>hangfire</c> of our database, with the worker's login and a pool of its own.</summary>
internal static class HangfireStorage
{
    /// <summary>A job whose worker was killed is visible again after this long; one that lives says so five times as often.</summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromSeconds(20);

    /// <summary>A lock is a row that outlives its process; one older than this is taken over. Nothing holds one for long.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(15);

    public static PostgreSqlStorage Open(IServiceProvider services)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = HangfireSchema.Name,
            // The owner's migration prepares it; this login may not.
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = services.GetRequiredService<IOptions<HangfireOptions>>().Value.PollEvery,
            InvisibilityTimeout = Invisibility,
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = LockTimeout,
        };
        NpgsqlConnectionStringBuilder connection = DatabaseRegistration.Configured(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString!);
        connection.ApplicationName = "offboarding-hangfire";
        // Measured, with NoResetOnClose: nearly twice the jobs a second.
        connection.MaxAutoPrepare = 100;
        connection.AutoPrepareMinUsages = 2;
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}
