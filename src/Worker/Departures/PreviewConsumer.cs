using System.Text.Json;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Answers a request with <c>dryRun</c> whose fields are right.</summary>
/// <param name="Request">The request as JSON, out of its envelope.</param>
[MessageUrn("Offboarding.Worker.Requests.PreviewHandover:RunPreview")]
public sealed record RunPreview(string Request);

/// <summary>Takes previews off their queue.</summary>
internal sealed class PreviewConsumer(PreviewProcessor desk, OutboxSignal outbox) : IConsumer<RunPreview>
{
    public async Task Consume(ConsumeContext<RunPreview> context)
    {
        using JsonDocument request = JsonDocument.Parse(context.Message.Request);
        await desk.AnswerAsync(DeactivateUserReader.Read(new FieldReader(request.RootElement, "", [])), context.CancellationToken);
        outbox.Set();
    }
}

/// <summary>A preview ran into its time limit; trying again at once would not help.</summary>
internal sealed class PreviewTookTooLongException() : Exception("The preview took longer than 15 seconds. Send the request again when the database is less busy, or replay it.");

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
