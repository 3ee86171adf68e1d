using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using MassTransit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// The end of the line for a message whose handling threw: instead of an error queue on the broker, a row. What found its workspace locked comes again.
/// </summary>
internal sealed class KeepFailed(DeadLetterStore lot, string exchange) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (context.Exception.GetBaseException() is WorkspaceLockedException locked)
        {
            await lot.PutOffAsync(context, exchange, locked.Message, locked.ComesAgainAfter());
        }
        else
        {
            (DeadLetterReason reason, string text) = Explain(context.Exception, context.Body.GetBytes());
            await lot.ParkAsync(context, exchange, reason, text);
        }

        // Marks the message as dealt with; otherwise it would be taken for one that nobody consumed, and be parked again.
        await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-failed");

    internal static (DeadLetterReason Reason, string Text) Explain(Exception error, byte[] body)
    {
        string start = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!start.StartsWith('{'))
        {
            string shown = start.Length > 40 ? $"{start[..40]}..." : start;
            return (DeadLetterReason.Unreadable, $"The body is not a JSON object; it begins with: {shown}");
        }

        return error is SerializationException or JsonException
            ? (DeadLetterReason.Unreadable, $"The body cannot be read: {(error.InnerException ?? error).Message}")
            : (DeadLetterReason.Failed, $"{error.GetType().Name}: {error.Message}");
    }
}

/// <summary>
/// Keeps what is no JSON object before the bus reads it: there it ends as an exception that is thrown again through all of its layers, and of a flood that is most of
/// what the next good message waits for. What passes here may still be unreadable; then <see cref="KeepFailed"/> keeps it.
/// </summary>
internal sealed class KeepUnreadable(DeadLetterStore store, string exchange) : IFilter<ReceiveContext>
{
    /// <summary>A list of thousands is not read twice.</summary>
    private const int MostBytes = 16 * 1024;

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.Body.Length is > 0 and <= MostBytes && Problem(context.Body.GetBytes()) is { } problem)
        {
            await store.ParkAsync(context, exchange, problem.Reason, problem.Text);
        }
        else
        {
            await next.Send(context);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-unreadable");

    /// <summary>Never stricter than the bus: what it might take, for example with a byte order mark in front, is left to it.</summary>
    private static (DeadLetterReason Reason, string Text)? Problem(byte[] body)
    {
        if (body[0] > 0x7F)
        {
            return null;
        }

        var json = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1000 });
        try
        {
            bool isObject = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (json.Read())
            {
            }

            return isObject ? null : KeepFailed.Explain(new JsonException("is no object"), body);
        }
        catch (JsonException error)
        {
            return KeepFailed.Explain(error, body);
        }
    }
}

/// <summary>Why a message was parked.</summary>
internal enum DeadLetterReason
{
    /// <summary>Not JSON, too large, too deep.</summary>
    Unreadable,

    /// <summary>Readable, but not a message this endpoint knows.</summary>
    NotUnderstood,

    /// <summary>Its handler failed, also when tried again.</summary>
    Failed,

    /// <summary>Of the outbox: the broker refused it again and again.</summary>
    NotDelivered,
}

/// <summary>The words of the database's check constraint.</summary>
internal static class DeadLetterReasonText
{
    public static string ToText(this DeadLetterReason reason) => reason switch
    {
        DeadLetterReason.Unreadable => "unreadable",
        DeadLetterReason.NotUnderstood => "not-understood",
        DeadLetterReason.Failed => "failed",
        DeadLetterReason.NotDelivered => "not-delivered",
        _ => throw new UnreachableException(),
    };
}

/// <summary>The end of the line for a message that nobody on this endpoint consumes.</summary>
internal sealed class KeepSkipped(DeadLetterStore lot, string exchange) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await lot.ParkAsync(context, exchange, DeadLetterReason.NotUnderstood, $"No consumer of {exchange} knows this type of message.");
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-skipped");
}

/// <summary>
/// Parks what the broker gave up on: a message that was delivered again and again without an answer, most likely because
/// handling it ends the process.
/// </summary>
internal sealed class KeepDeadLetters(DeadLetterStore lot) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        string queue = context.TransportHeaders.Get("x-first-death-queue", "") is { Length: > 0 } first ? first : MessageExchanges.DeadLetters;
        return lot.ParkAsync(context, queue, DeadLetterReason.Failed,
            "Delivered too often without an answer; its handling probably ends the process. Look at the worker's log before a replay.");
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-dead-letters");
}
