using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// Brings a database up to date, also under workers and a help desk that are busy in it: each migration is a transaction of its own that waits a tenth of a second at most for
/// a lock, in which others wait behind it, then lets everybody pass and tries again (docs/upgrade.md). Run with the owner's connection string, never with the worker's.
/// </summary>
public static class DatabaseMigrator
{
    /// <summary>Characters of an id that Entity Framework takes for its time, and leaves out of the name by which a migration is asked for.</summary>
    private const int TimeOfId = 15;

    /// <summary>Applies what is missing; does nothing where nothing is. Safe to call from several processes at once.</summary>
    /// <param name="connectionString">The owner's: may create schemas and roles.</param>
    /// <param name="cancellationToken">Stops before the next migration.</param>
    /// <param name="say">Is told which migration begins, and what one waits for.</param>
    /// <returns>The names of the migrations that were applied.</returns>
    /// <exception cref="TimeoutException">Others did not let go of a table for ten minutes; what was applied until then stays, and the rest can be applied later.</exception>
    public static async Task<IReadOnlyList<string>> MigrateAsync(string connectionString, CancellationToken cancellationToken, Action<string>? say = null)
    {
        string once = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        await using var guard = new NpgsqlConnection(once);
        await guard.OpenAsync(cancellationToken);
        await TakeTurnAsync(guard, cancellationToken);

        await using var work = new NpgsqlConnection(once);
        await work.OpenAsync(cancellationToken);
        // Without the naming convention of the running worker: it would look for the columns of the history table under other names too.
        DbContextOptions<OffboardingDbContext> options = new DbContextOptionsBuilder<OffboardingDbContext>()
            .UseNpgsql(work, npgsql => npgsql.MigrationsHistoryTable("migrations", "public").CommandTimeout(0))
            .Options;
        await using var context = new OffboardingDbContext(options);
        IMigrator migrator = context.GetService<IMigrator>();
        var patience = new MigrationPatience(work, guard, say ?? (static _ => { }));
        List<string> pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        string? newest = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
        if (pending.Count > 0 && string.CompareOrdinal(pending[0], newest) < 0)
        {
            // A database of a branch, which has a later one already: asked for one of them by name, Entity Framework would take the later ones back.
            await patience.TryAsync(string.Join(", ", pending), () => migrator.MigrateAsync(cancellationToken: cancellationToken), cancellationToken);
        }
        else
        {
            for (int i = 0; i < pending.Count; i++)
            {
                string id = pending[i];
                say?.Invoke($"{id} ({i + 1} of {pending.Count})");
                await patience.TryAsync(id, () => migrator.MigrateAsync(id[TimeOfId..], cancellationToken), cancellationToken);
            }
        }

        await patience.TryAsync("the views of the dashboard", () => DashboardViews.ApplyAsync(work, cancellationToken), cancellationToken);
        await patience.TryAsync("schema hangfire", () => HangfireSchema.ApplyAsync(work, cancellationToken), cancellationToken);
        return pending;
    }

    /// <summary>
    /// Entity Framework locks its history table only once that is there; on an empty database two processes would race. Asked for again and again: a statement that waits
    /// keeps a snapshot, and an index that is built concurrently waits for every snapshot.
    /// </summary>
    private static async Task TakeTurnAsync(NpgsqlConnection guard, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand(Sql.Read("migration-lock"), guard);
        while (await take.ExecuteScalarAsync(cancellationToken) is not true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }
    }
}
