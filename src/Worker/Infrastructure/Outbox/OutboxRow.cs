using System.Text.Json;

namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>A message that waits to be sent.</summary>
/// <param name="Id">The order in which rows were written.</param>
/// <param name="MessageId">The message id on the wire.</param>
/// <param name="Exchange">Where it goes.</param>
/// <param name="MessageType">MassTransit's urn; null for plain JSON.</param>
/// <param name="Body">The message as JSON.</param>
/// <param name="ContentType">Of a body that goes out as it is; null: plain JSON.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Traceparent">The place in a trace it was written at; null: nobody traced it.</param>
internal sealed record OutboxRow(long Id, Guid MessageId, string Exchange, string? MessageType, byte[] Body, string? ContentType, DateTime CreatedAt,
    string? Traceparent)
{
    /// <summary>The broker's user who published it the first time, of a message that goes to its queue a second time.</summary>
    public string? Publisher { get; init; }

    /// <summary>It waited for its workspace, and was called.</summary>
    public bool WasCalled { get; init; }

    private static ReadOnlySpan<byte> WorkspaceId => "workspaceId"u8;

    /// <summary>The workspace that an event names, as its routing key; empty: it names none.</summary>
    public string RoutingKey()
    {
        var json = new Utf8JsonReader(Body);
        while (json.Read())
        {
            if (json is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && json.ValueTextEquals(WorkspaceId))
            {
                return json.Read() && json.TokenType == JsonTokenType.String ? json.GetString()! : "";
            }
        }

        return "";
    }
}
