using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using MassTransit;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.DeadLetters;

/// <summary>
/// The end of the line for a message whose handling threw: instead of an error queue on the broker, a row. What found its workspace locked comes again.
/// </summary>
internal sealed class ParkFailed(ParkingLot lot, string exchange) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (context.Exception.GetBaseException() is WorkspaceLockedException locked)
        {
            await lot.PutOffAsync(context, exchange, locked.Message, locked.ComesAgainAfter());
        }
        else
        {
            (ParkingReason reason, string text) = Explain(context.Exception, context.Body.GetBytes());
            await lot.ParkAsync(context, exchange, reason, text);
        }

        // Marks the message as dealt with; otherwise it would be taken for one that nobody consumed, and be parked again.
        await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-failed");

    private static (ParkingReason Reason, string Text) Explain(Exception error, byte[] body)
    {
        string start = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200))).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!start.StartsWith('{'))
        {
            string shown = start.Length > 40 ? $"{start[..40]}..." : start;
            return (ParkingReason.Unreadable, $"The body is not a JSON object; it begins with: {shown}");
        }

        return error is SerializationException or JsonException
            ? (ParkingReason.Unreadable, $"The body cannot be read: {(error.InnerException ?? error).Message}")
            : (ParkingReason.Failed, $"{error.GetType().Name}: {error.Message}");
    }
}

/// <summary>Why a message was parked.</summary>
internal enum ParkingReason
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
internal static class ParkingReasonText
{
    public static string ToText(this ParkingReason reason) => reason switch
    {
        ParkingReason.Unreadable => "unreadable",
        ParkingReason.NotUnderstood => "not-understood",
        ParkingReason.Failed => "failed",
        ParkingReason.NotDelivered => "not-delivered",
        _ => throw new UnreachableException(),
    };
}

/// <summary>The end of the line for a message that nobody on this endpoint consumes.</summary>
internal sealed class ParkSkipped(ParkingLot lot, string exchange) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await lot.ParkAsync(context, exchange, ParkingReason.NotUnderstood, $"No consumer of {exchange} knows this type of message.");
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("park-skipped");
}
