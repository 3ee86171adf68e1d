using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.DeadLetters;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Intake;

/// <summary>
/// The door for one kind of command, in MassTransit's envelope or as plain JSON from any client. One endpoint for each kind:
/// foreign JSON has no type, and on a shared endpoint it would be offered to every consumer there (design, section 6).
/// </summary>
internal sealed class IntakeConsumer<TCommand>(
    ICommandHandler<TCommand> handler, NpgsqlDataSource database, OutboxSignal outbox, DeadLetterStore parking, WorkspaceSlots slots, PublisherRules publishers,
    IOptions<MessagingOptions> options)
    : IConsumer<JsonObject>
    where TCommand : class
{
    private static readonly string Name = MessageNames.Of<TCommand>();
    private static readonly string Urn = MessageUrn.ForTypeString<TCommand>();

    /// <summary>Another envelope than MassTransit's: its fields say nothing about a command, and one by one they would only puzzle the sender.</summary>
    private static readonly Refusal InACloudEvent = new(
        RefusalCode.InvalidRequest,
        $"{Name}: the message is a CloudEvents envelope; a command is expected as it is.",
        "Publish what is under data as the message itself, with content_type application/json, or in MassTransit's envelope; the same requestId may be used.",
        [new FieldError { Path = "specversion", Problem = "belongs to a CloudEvents envelope; send what is under data" }]);

    public async Task Consume(ConsumeContext<JsonObject> context)
    {
        ReceiveContext received = context.ReceiveContext;
        long length = received.Body.Length ?? 0;
        (int most, string setting) = handler.TakesLists
            ? (options.Value.MaxListBytes, nameof(MessagingOptions.MaxListBytes)) : (options.Value.MaxBodyBytes, nameof(MessagingOptions.MaxBodyBytes));
        if (length > most)
        {
            await parking.ParkAsync(received, Name, DeadLetterReason.Unreadable,
                $"The body has {length:N0} bytes; at most {most:N0} are read (Messaging:{setting}).");
            return;
        }

        string[] types = [.. context.SupportedMessageTypes];
        if (types.Length > 0 && !types.Contains(Urn, StringComparer.OrdinalIgnoreCase))
        {
            await parking.ParkAsync(received, Name, DeadLetterReason.NotUnderstood,
                $"The message says it is {string.Join(", ", types)}; {Name} takes {Urn} or plain JSON.");
            return;
        }

        Publisher by = publishers.PublisherOf(received);
        var body = new ReceivedBody(received.Body.GetBytes(), received.ContentType?.ToString() ?? "application/json")
        {
            Publisher = by.User,
        };
        await HandleAsync(context.Message, by, body, context.CancellationToken);
        outbox.Set();
    }

    private async Task HandleAsync(JsonObject message, Publisher by, ReceivedBody body, CancellationToken cancellationToken)
    {
        JsonElement json = message.Deserialize<JsonElement>();
        if (json.TryGetProperty("specversion", out _) && (json.TryGetProperty("data", out JsonElement data) || json.TryGetProperty("data_base64", out data)))
        {
            data = data.ValueKind == JsonValueKind.Object ? data : json;
            await RefuseAsync(data, InACloudEvent, body, cancellationToken);
            return;
        }

        if (publishers.Problem(Name, CommandReader.IdIn(json, "workspaceId"), by) is { } forbidden)
        {
            // In no slot of the workspace, for which this publisher does not speak.
            await slots.RunAsync(Name, () => WriteRefusalAsync(json, forbidden, body, cancellationToken), cancellationToken);
            return;
        }

        (TCommand command, IReadOnlyList<FieldError> errors) = CommandReader.Read(handler, json);
        if (CommandReader.IdIn(json, "workspaceId") is { } workspace)
        {
            Traces.AboutWorkspace(workspace);
        }

        if (errors.Count == 0)
        {
            Task HandleAsync() => handler.HandleAsync(command, body with { Message = json }, cancellationToken);
            // A preview takes no lock.
            await (command is IWorkspaceCommand { WorkspaceId: var id } and not DeactivateUserRequested { DryRun: true }
                ? slots.RunAsync(Name, id, HandleAsync, cancellationToken) : slots.RunAsync(Name, HandleAsync, cancellationToken));
            return;
        }

        var refusal = new Refusal(
            RefusalCode.InvalidRequest,
            $"{Name}: {Say.Count(errors.Count, "field is", "fields are")} missing or wrong: {string.Join("; ", errors.Take(5).Select(e => $"{e.Path} {e.Problem}"))}.",
            "Correct the fields and send the message again; the same requestId may be used.",
            errors);
        await RefuseAsync(json, refusal, body, cancellationToken);
    }

    private Task RefuseAsync(JsonElement json, Refusal refusal, ReceivedBody body, CancellationToken cancellationToken)
    {
        Task WriteAsync() => WriteRefusalAsync(json, refusal, body, cancellationToken);
        return CommandReader.IdIn(json, "workspaceId") is { } id
            ? slots.RunWithoutLockAsync(Name, id, WriteAsync, cancellationToken) : slots.RunAsync(Name, WriteAsync, cancellationToken);
    }

    private async Task WriteRefusalAsync(JsonElement json, Refusal refusal, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RefusalStore.WriteAsync(
            connection, Name, CommandReader.IdIn(json, "workspaceId"), CommandReader.IdIn(json, "userId"), CommandReader.IdIn(json, "requestId"), refusal, body, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>Makes a command of foreign JSON, for the bus and for a stored message that an operator edits.</summary>
internal static class CommandReader
{
    /// <summary>Reads it with its handler and notes every mistake; with one the command is not used.</summary>
    public static (TCommand Command, IReadOnlyList<FieldError> Errors) Read<TCommand>(ICommandHandler<TCommand> handler, JsonElement json)
        where TCommand : class
    {
        var errors = new List<FieldError>();
        var reader = new FieldReader(json, "", errors);
        TCommand command = handler.Read(reader);
        reader.RefuseUnknownFields();
        return (command, errors);
    }

    /// <summary>An id at the top of a message, also if other fields are wrong: the answer has to find its way back.</summary>
    public static Guid? IdIn(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out Guid id)
            ? id
            : null;
}
