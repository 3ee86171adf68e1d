using MassTransit;
using Offboarding.Worker.Infrastructure.Outbox;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Worker.Tests.Infrastructure.Messaging;

/// <summary>Only what is a message's own fault counts against it.</summary>
public sealed class BrokerRefusalTests
{
    public static TheoryData<Exception> TheMessagesFault =>
    [
        new MessageReturnedException("312:NO_ROUTE"),
        Closed(ShutdownInitiator.Peer, 406),
        Closed(ShutdownInitiator.Peer, 403),
        new InvalidOperationException("wrapped", Closed(ShutdownInitiator.Peer, 404)),
        new FormatException("a content type that is none"),
    ];

    public static TheoryData<Exception> NobodysFault =>
    [
        new TimeoutException(),
        new TaskCanceledException(),
        new IOException("connection reset"),
        new ConnectionException("no broker"),
        Closed(ShutdownInitiator.Peer, 320),
        Closed(ShutdownInitiator.Peer, 541),
        Closed(ShutdownInitiator.Library, 406),
        new InvalidOperationException("the bus is not started"),
    ];

    [Theory, MemberData(nameof(TheMessagesFault))]
    public void A_message_that_is_returned_or_refused_or_cannot_be_written_is_counted(Exception error) => BrokerRefusal.Is(error).ShouldBeTrue();

    [Theory, MemberData(nameof(NobodysFault))]
    public void A_broker_that_is_away_blocked_or_stopping_is_never_counted_against_a_message(Exception error) => BrokerRefusal.Is(error).ShouldBeFalse();

    private static OperationInterruptedException Closed(ShutdownInitiator by, ushort code) => new(new ShutdownEventArgs(by, code, "said so"));
}
