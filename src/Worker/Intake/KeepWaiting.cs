using System.Text.Json;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.DeadLetters;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using static Offboarding.Worker.Intake.WorkspaceShares;

namespace Offboarding.Worker.Intake;

/// <summary>
/// The door of a queue of commands: what one workspace sends beyond its share of what a worker has at hand is written down before the bus reads it, and waits
/// there until it is called. So a flood, of whatever is right or wrong in its messages, does not keep what other workspaces send (docs/adr/0051).
/// </summary>
internal sealed class KeepWaiting(
    DeadLetterStore store, WorkspaceShares shares, PublisherRules publishers, WaitingSignal signal, IOptions<MessagingOptions> options, string exchange) : IFilter<ReceiveContext>
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        Publisher by = publishers.PublisherOf(context);
        // What is too large is put aside unread. Where a publisher may not speak for a workspace, this is not the workspace's message: it is refused, and takes nobody's place.
        if (context.Body.Length is not { } length || length > options.Value.MaxBodyBytes || WorkspaceOf(context.Body.GetBytes(), context.IsInEnvelope()) is not { } workspace
            || publishers.Problem(exchange, workspace, by) is not null)
        {
            await next.Send(context);
            return;
        }

        bool wasCalled = context.Header(OutboxDelivery.CalledHeader) is not null && publishers.Believes(by);
        using IDisposable? place = shares.Come(new Line(workspace, exchange), wasCalled);
        if (place is not null)
        {
            await next.Send(context);
            return;
        }

        await store.KeepWaitingAsync(context, exchange, workspace);
        signal.Set();
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("keep-waiting");

    /// <summary>The workspace that a command names; null: none, and then its reader says so.</summary>
    internal static Guid? WorkspaceOf(ReadOnlySpan<byte> body, bool isEnvelope)
    {
        body = body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
        var json = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1000 });
        try
        {
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? WorkspaceOf(ref json, isEnvelope) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>From the beginning of an object to its end: the workspace it names, or in MassTransit's envelope its <c>message</c>, or in one of CloudEvents its <c>data</c>.</summary>
    private static Guid? WorkspaceOf(ref Utf8JsonReader json, bool isEnvelope)
    {
        Guid? here = null, inside = null;
        bool isCloudEvent = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject && (isEnvelope ? name.Equals("message", StringComparison.OrdinalIgnoreCase) : name == "data"))
            {
                inside = WorkspaceOf(ref json, isEnvelope: false);
                continue;
            }

            isCloudEvent |= name == "specversion";
            if (name == "workspaceId")
            {
                here = json.TokenType == JsonTokenType.String && Guid.TryParse(json.GetString(), out Guid id) ? id : null;
            }

            json.Skip();
        }

        return isEnvelope || (isCloudEvent && inside is not null) ? inside : here;
    }
}

/// <summary>
/// Calls those that wait, in the order in which they were written down, as their workspace gets done with what it has at hand; any worker may, for the messages that any
/// worker put there.
/// </summary>
internal sealed class CallWaiting(
    NpgsqlDataSource database, WorkspaceShares shares, WorkspaceSlots slots, BrokerState broker, WaitingSignal signal, OutboxSignal outbox, ILogger<CallWaiting> log)
    : Sweep("Messages that wait for their workspace", Every, log)
{
    /// <summary>Half of a workspace's share is work for longer than this, also where each message is refused.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    /// <summary>Another worker may have died with messages waiting.</summary>
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(1);

    protected internal override async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        List<Line> waiting = await WaitingAsync(cancellationToken);
        shares.Await(waiting);
        // Called while the broker is away they would all come at once when it is back.
        if (waiting.Count == 0 || !broker.TakesMessages)
        {
            await signal.WaitAsync(IdleFor, cancellationToken);
            return waiting.Count == 0;
        }

        (Line Line, int Room)[] next = [.. waiting.Select(line => (line, Math.Min(shares.RoomFor(line), slots.MayCome(line.WorkspaceId)))).Where(static one => one.Item2 > 0)];
        if (next.Length > 0)
        {
            await CallAsync(next, cancellationToken);
            outbox.Set();
        }

        return false;
    }

    private async Task CallAsync((Line Line, int Room)[] next, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand call = database.CreateCommand(Sql.Read("waiting-call"));
        call.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. next.Select(static one => one.Line.WorkspaceId)] });
        call.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. next.Select(static one => one.Line.Exchange)] });
        call.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. next.Select(static one => one.Room)] });
        await using NpgsqlDataReader reader = await call.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            shares.Called(new Line(reader.GetGuid(0), reader.GetString(1)), reader.GetInt32(2));
        }
    }

    private async Task<List<Line>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<(Guid, string)>(new CommandDefinition(Sql.Read("waiting-lines"), cancellationToken: cancellationToken)))
            .Select(static one => new Line(one.Item1, one.Item2))];
    }
}

/// <summary>Wakes the one that calls after a message began to wait.</summary>
internal sealed class WaitingSignal : Signal;
