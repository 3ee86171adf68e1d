using System.Text.Json;
using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.DeadLetters;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Intake;

/// <summary>
/// The door of a queue of commands: what one workspace sends beyond its share of what a worker has at hand is written down before the bus reads it, and waits
/// there until it is called. So a flood, of whatever is right or wrong in its messages, does not keep what other workspaces send (docs/adr/0051).
/// </summary>
internal sealed class KeepWaiting(DeadLetterStore store, WorkspaceSlots slots, PublisherRules publishers, WaitingSignal signal, string exchange) : IFilter<ReceiveContext>
{
    /// <summary>A list of thousands is not read twice.</summary>
    private const int MostBytes = 16 * 1024;

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Where a publisher may not speak for a workspace, this is not the workspace's message: it is refused, and takes nobody's place.
        if (context.Body.Length is not (> 0 and <= MostBytes) || WorkspaceOf(context) is not { } workspace
            || publishers.Problem(exchange, workspace, publishers.PublisherOf(context)) is not null)
        {
            await next.Send(context);
            return;
        }

        using IDisposable? place = slots.Come(workspace, wasCalled: context.TransportHeaders.Text(OutboxDelivery.CalledHeader) is not null);
        if (place is not null)
        {
            await next.Send(context);
            return;
        }

        await store.KeepWaitingAsync(context, exchange, workspace);
        signal.Set();
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("keep-waiting");

    /// <summary>The workspace that a command names, in MassTransit's envelope or without; null: none, and then its reader says so.</summary>
    private static Guid? WorkspaceOf(ReceiveContext context)
    {
        bool isEnvelope = context.ContentType?.MediaType?.StartsWith("application/vnd.masstransit", StringComparison.OrdinalIgnoreCase) is true;
        return WorkspaceOf(context.Body.GetBytes(), isEnvelope);
    }

    internal static Guid? WorkspaceOf(byte[] body, bool isEnvelope)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1000 });
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject && (!isEnvelope || (GoTo(ref json, "message"u8) && json.TokenType == JsonTokenType.StartObject))
                && GoTo(ref json, "workspaceId"u8) && json.TokenType == JsonTokenType.String && Guid.TryParse(json.GetString(), out Guid id) ? id : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>From the beginning of an object to the value of one of its properties.</summary>
    private static bool GoTo(ref Utf8JsonReader json, ReadOnlySpan<byte> property)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool found = json.ValueTextEquals(property);
            if (!json.Read() || found)
            {
                return found;
            }

            json.Skip();
        }

        return false;
    }
}

/// <summary>
/// Calls those that wait, in their order, as their workspace gets done with what it has at hand; any worker may, for the messages that any worker put there.
/// </summary>
internal sealed class CallWaiting(NpgsqlDataSource database, WorkspaceSlots slots, WaitingSignal signal, OutboxSignal outbox, ILogger<CallWaiting> log)
    : Sweep("Messages that wait for their workspace", Every, log)
{
    /// <summary>Half of a workspace's share is work for longer than this, also where each message is refused.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    /// <summary>Another worker may have died with messages waiting.</summary>
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(1);

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        List<Guid> waiting = await WorkspacesAsync(cancellationToken);
        slots.Await(waiting);
        if (waiting.Count == 0)
        {
            await signal.WaitAsync(IdleFor, cancellationToken);
            return true;
        }

        (Guid Workspace, int Room)[] next = [.. waiting.Select(workspace => (workspace, slots.RoomFor(workspace))).Where(static one => one.Item2 > 0)];
        if (next.Length > 0)
        {
            await using NpgsqlCommand call = database.CreateCommand(Sql.Read("waiting-call"));
            call.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. next.Select(static one => one.Workspace)] });
            call.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. next.Select(static one => one.Room)] });
            if (await call.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                outbox.Set();
            }
        }

        return false;
    }

    private async Task<List<Guid>> WorkspacesAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<Guid>(new CommandDefinition(Sql.Read("waiting-workspaces"), cancellationToken: cancellationToken))];
    }
}

/// <summary>Wakes the one that calls after a message began to wait.</summary>
internal sealed class WaitingSignal : Signal;
