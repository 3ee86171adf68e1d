using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Offboarding.Worker.Persistence;

/// <summary>Brings a database up to date. Run with the owner's connection string, never with the worker's.</summary>
public static class DatabaseMigrator
{
    /// <summary>Applies what is missing; does nothing where nothing is. Safe to call from several processes at once.</summary>
    /// <param name="connectionString">The owner's: may create schemas and roles.</param>
    /// <param name="cancellationToken">Stops before the next migration.</param>
    /// <returns>The names of the migrations that were applied.</returns>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Entity Framework locks its history table only once that is there; on an empty database two processes would race.
        await using var guard = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await guard.OpenAsync(cancellationToken);
        await using var wait = new NpgsqlCommand(Sql.Read("migration-lock.sql"), guard) { CommandTimeout = 0 };
        await wait.ExecuteNonQueryAsync(cancellationToken);

        // Without the naming convention of the running worker: it would look for the columns of the history table under other names too.
        DbContextOptions<OffboardingDbContext> options = new DbContextOptionsBuilder<OffboardingDbContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migrations", "public"))
            .Options;
        await using var context = new OffboardingDbContext(options);
        List<string> pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        await context.Database.MigrateAsync(cancellationToken);
        await DashboardViews.ApplyAsync(guard, cancellationToken);
        await Hangfire.HangfireSchema.ApplyAsync(guard, cancellationToken);
        return pending;
    }
}
