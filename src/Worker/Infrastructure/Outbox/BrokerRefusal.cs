using MassTransit;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Worker.Infrastructure.Outbox;

/// <summary>Tells a message that the broker will not have from a broker that is away, blocked or slow.</summary>
internal static class BrokerRefusal
{
    /// <summary>
    /// Whether it is the message's own fault: nothing takes it (returned), the broker refused it or closed the channel over it (AMQP 0-9-1 reply
    /// codes 3xx and 4xx but 320, which the broker's operator causes), or it could not even be written. A timeout or a lost connection says
    /// nothing about a message, however often it happens.
    /// </summary>
    public static bool Is(Exception error) => error switch
    {
        MessageReturnedException or MessageNotAcknowledgedException or RabbitMQ.Client.Exceptions.PublishException => true,
        OperationInterruptedException { ShutdownReason: { } reason } => reason.Initiator == RabbitMQ.Client.ShutdownInitiator.Peer && reason.ReplyCode is >= 311 and < 500 and not 320,
        TimeoutException or OperationCanceledException or ConnectionException or IOException or System.Net.Sockets.SocketException => false,
        FormatException or ArgumentException or NotSupportedException or InvalidCastException => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
