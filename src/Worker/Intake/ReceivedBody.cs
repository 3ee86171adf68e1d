using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Intake;

/// <summary>A message as it came, kept with a refusal so that it can be replayed.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="ContentType">Tells MassTransit's envelope from plain JSON.</param>
public sealed record ReceivedBody(byte[] Bytes, string ContentType)
{
    /// <summary>The message as JSON, out of its envelope; for commands whose parts are read later.</summary>
    public JsonElement Message { get; init; }

    /// <summary>The broker's user who published it (<c>user_id</c>, which RabbitMQ compares with the connection's); null: the publisher set none.</summary>
    public string? Publisher { get; init; }

    /// <summary>
    /// Lets every entry that this transaction adds to the audit trail say who published the message. <c>requestedBy</c> is the publisher's word; this is the broker's.
    /// </summary>
    public async Task TellPublisherAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Publisher is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(Sql.Read("publisher"), new { Publisher }, cancellationToken: cancellationToken));
        }
    }
}
