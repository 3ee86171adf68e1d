using Npgsql;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Departures;

/// <summary>A preview counts a lot of work: on a queue of its own it keeps no departure waiting.</summary>
internal static class PreviewQueue
{
    /// <summary>Passes a request on to it.</summary>
    public static async Task AddAsync(NpgsqlDataSource database, OutboxSignal outbox, object request, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageExchanges.PreviewHandover, request, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        outbox.Set();
    }
}
