using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>A publisher that knows nothing of MassTransit or of .NET: AMQP, an exchange's name and bytes.</summary>
public sealed class HrSystem : IAsyncDisposable
{
    public const string Deactivate = "offboarding.deactivate-user";
    public const string Retry = "offboarding.retry-step";
    public const string Replay = "offboarding.replay-message";
    public const string PlainJson = "application/json";
    public const string EnvelopeJson = "application/vnd.masstransit+json";

    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private HrSystem(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Connects.</summary>
    /// <param name="broker">Its address.</param>
    /// <param name="nodes">Of its cluster; whichever answers. None: the address alone.</param>
    public static async Task<HrSystem> ConnectAsync(Uri broker, params AmqpTcpEndpoint[] nodes)
    {
        IConnection connection = await new ConnectionFactory { Uri = broker, ClientProvidedName = "hr system" }
            .CreateConnectionAsync(nodes is [] ? [new AmqpTcpEndpoint(broker)] : nodes, TestContext.Current.CancellationToken);
        IChannel channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            TestContext.Current.CancellationToken);
        return new HrSystem(connection, channel);
    }

    public Task SendAsync(Departure departure) => SendAsync(Deactivate, departure.ToJson());

    public Task SendAsync(string exchange, JsonNode json) => SendAsync(exchange, Encoding.UTF8.GetBytes(json.ToJsonString()));

    /// <summary>As MassTransit's own clients write it, and as its documentation describes it.</summary>
    public Task SendInEnvelopeAsync(string exchange, string messageType, JsonNode message) => SendAsync(
        exchange,
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["messageId"] = Guid.NewGuid(),
            ["messageType"] = new JsonArray(messageType),
            ["message"] = message.DeepClone(),
        }.ToJsonString()),
        EnvelopeJson);

    /// <summary>Sends bytes; returns when the broker has put them into a queue.</summary>
    public async Task SendAsync(
        string exchange, ReadOnlyMemory<byte> body, string? contentType = PlainJson, IDictionary<string, object?>? headers = null)
    {
        var properties = new BasicProperties { Persistent = true, Headers = headers };
        if (contentType is not null)
        {
            properties.ContentType = contentType;
        }

        await _channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body, TestContext.Current.CancellationToken);
    }

    /// <summary>An operator asks for a retry.</summary>
    /// <returns>The request id.</returns>
    public async Task<Guid> RetryAsync(Guid caseId, string step)
    {
        var request = Guid.NewGuid();
        await SendAsync(Retry, new JsonObject { ["requestId"] = request, ["offboardingId"] = caseId, ["step"] = step, ["requestedBy"] = "ops.anna" });
        return request;
    }

    /// <summary>An operator asks for a replay.</summary>
    /// <returns>The request id.</returns>
    public async Task<Guid> ReplayAsync(Guid messageId)
    {
        var request = Guid.NewGuid();
        await SendAsync(Replay, new JsonObject { ["requestId"] = request, ["messageId"] = messageId, ["requestedBy"] = "ops.anna" });
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
