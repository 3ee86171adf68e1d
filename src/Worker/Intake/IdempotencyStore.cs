using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Intake;

/// <summary>Keeps what a request was answered with. All of it in the connection's transaction, under the workspace's lock.</summary>
internal static class IdempotencyStore
{
    /// <summary>What makes two commands the same: name and every field.</summary>
    public static byte[] Fingerprint<TCommand>(TCommand command)
        where TCommand : class =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{MessageNames.Of<TCommand>()} {JsonSerializer.Serialize(command, JsonSerializerOptions.Web)}"));

    /// <summary>What a request id was used for before; null: it is new, or an operator had its refusal replayed.</summary>
    public static Task<EarlierAnswer?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid requestId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<EarlierAnswer>(new CommandDefinition(
            Sql.Read("answer-find"), new { workspaceId, requestId }, cancellationToken: cancellationToken));

    /// <summary>Keeps an answer; nothing is sent.</summary>
    public static Task KeepAsync<TCommand>(
        NpgsqlConnection connection, TCommand command, Guid? userId, Answer answer, byte[] fingerprint, Guid? refusalId,
        CancellationToken cancellationToken)
        where TCommand : class, IWorkspaceCommand
    {
        // A refusal was counted when it was written down.
        foreach ((_, object message) in refusalId is null ? answer.Events : [])
        {
            Outcomes.Count(message);
        }

        return connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("answer-keep"),
            new
            {
                command.WorkspaceId,
                command.RequestId,
                messageName = MessageNames.Of<TCommand>(),
                userId,
                fingerprint,
                events = new JsonArray([.. answer.Events.Select(ToJson)]).ToJsonString(),
                refusalId,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>A request that was accepted for a later day was refused on that day: from now on that is its answer.</summary>
    public static Task ReplaceAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid requestId, OffboardingRefused said, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("answer-replace"),
            new { workspaceId, requestId, events = new JsonArray(ToJson((said.EventId, said))).ToJsonString(), refusalId = said.EventId },
            cancellationToken: cancellationToken));

    /// <summary>Sends what was kept: the first time, and word for word each time after.</summary>
    public static Task SendAsync(NpgsqlConnection connection, IWorkspaceCommand command, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("answer-send"), new { command.WorkspaceId, command.RequestId, traceparent = Traces.Current }, cancellationToken: cancellationToken));

    private static JsonObject ToJson((Guid EventId, object Message) e) => new()
    {
        ["exchange"] = MessageNames.Of(e.Message.GetType()),
        ["messageType"] = MessageUrn.ForTypeString(e.Message.GetType()),
        ["messageId"] = e.EventId,
        ["body"] = JsonNode.Parse(OutboxWriter.ToBody(e.Message)),
    };
}

/// <summary>What a request id was used for before.</summary>
/// <param name="MessageName">The command.</param>
/// <param name="Fingerprint">Of the command; null if its answer is kept elsewhere (a case knows its own).</param>
internal sealed record EarlierAnswer(string MessageName, byte[]? Fingerprint);

/// <summary>Collects the events with which a command is answered; they are kept with the request and sent when it is done.</summary>
internal sealed class Answer(ReceivedBody to)
{
    private readonly List<(Guid EventId, object Message)> _events = [];

    /// <summary>The message it answers.</summary>
    public ReceivedBody To { get; } = to;

    /// <summary>The person it is about, where the command names a case alone.</summary>
    public Guid? UserId { get; set; }

    public IReadOnlyList<(Guid EventId, object Message)> Events => _events;

    public void Add(WorkspaceEvent message) => _events.Add((message.EventId, message));

    public void Add(OffboardingEvent message) => _events.Add((message.EventId, message));

    public void Add(OffboardingRefused message) => _events.Add((message.EventId, message));
}
