using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Sagas;

/// <summary>
/// Loads a saga and locks its row. A row that is not there yet cannot be locked, so its id is: the second of two first
/// messages waits for the first one's commit and then finds the row.
/// </summary>
internal static class SagaLock
{
    public static async Task<TSaga?> LoadAsync<TSaga>(OffboardingDbContext database, Guid id, CancellationToken cancellationToken)
        where TSaga : class, ISaga
    {
        if (await SelectAsync<TSaga>(database, id, cancellationToken) is { } found)
        {
            return found;
        }

        await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({id.ToString()}, 0))", cancellationToken);
        return await SelectAsync<TSaga>(database, id, cancellationToken);
    }

    private static async Task<TSaga?> SelectAsync<TSaga>(OffboardingDbContext database, Guid id, CancellationToken cancellationToken)
        where TSaga : class, ISaga
    {
        IEntityType type = database.Model.FindEntityType(typeof(TSaga))
            ?? throw new InvalidOperationException($"{typeof(TSaga).Name} is not mapped in {nameof(OffboardingDbContext)}.");
        string key = type.FindProperty(nameof(ISaga.CorrelationId))!.GetColumnName();
        // NO KEY UPDATE: rows that refer to the case (steps, ledger) can be written meanwhile.
#pragma warning disable EF1002 // Names of schema, table and column from our own model; the id is a parameter.
        List<TSaga> rows = await database.Set<TSaga>()
            .FromSqlRaw($"SELECT * FROM {type.GetSchema()}.{type.GetTableName()} WHERE {key} = {{0}} FOR NO KEY UPDATE", id)
            .ToListAsync(cancellationToken);
#pragma warning restore EF1002
        return rows.Count == 0 ? null : rows[0];
    }
}
