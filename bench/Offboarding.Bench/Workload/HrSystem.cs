using System.Text.Json;
using System.Text.Json.Nodes;
using Offboarding.Contracts;
using RabbitMQ.Client;

namespace Offboarding.Bench.Workload;

/// <summary>Publishes requests as an HR system in any language would: plain JSON on the stable exchange, with confirms.</summary>
internal sealed class HrSystem : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private HrSystem(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<HrSystem> ConnectAsync(Uri broker, CancellationToken cancellationToken)
    {
        IConnection connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        return new HrSystem(connection, await connection.CreateChannelAsync(options, cancellationToken));
    }

    /// <summary>Returns when the broker has confirmed.</summary>
    public ValueTask PublishAsync<TCommand>(TCommand request, CancellationToken cancellationToken)
        where TCommand : class => PublishAsync<TCommand>(JsonSerializer.SerializeToUtf8Bytes(Fields(request), JsonSerializerOptions.Web), cancellationToken);

    /// <summary>Publishes whatever the bytes are.</summary>
    public ValueTask PublishAsync<TCommand>(byte[] body, CancellationToken cancellationToken)
        where TCommand : class => _channel.BasicPublishAsync(
        MessageNames.Of<TCommand>(), "", mandatory: true, new BasicProperties { Persistent = true, ContentType = "application/json" }, body, cancellationToken);

    /// <summary>Without a dryRun that is not asked for: an earlier build refuses a list with a field that it does not know.</summary>
    private static JsonObject Fields<TCommand>(TCommand request)
    {
        JsonObject fields = JsonSerializer.SerializeToNode(request, JsonSerializerOptions.Web)!.AsObject();
        if (fields["dryRun"] is JsonValue wish && !wish.GetValue<bool>())
        {
            fields.Remove("dryRun");
        }

        return fields;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
