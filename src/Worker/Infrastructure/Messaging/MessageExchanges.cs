using Offboarding.Contracts;
using RabbitMQ.Client;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>The exchanges of internal commands; those of the boundary are in <see cref="MessageNames"/>.</summary>
internal static class MessageExchanges
{
    /// <summary>Slices of steps that end access; apart from bulk work, which must never delay them.</summary>
    public const string RunLockoutStep = "offboarding.run-lockout-step";

    /// <summary>Slices of all other steps.</summary>
    public const string RunStep = "offboarding.run-step";

    /// <summary>Starts a scheduled case that is due.</summary>
    public const string StartCase = "offboarding.start-case";

    /// <summary>Previews, which count a lot of work and must not delay a departure.</summary>
    public const string PreviewHandover = "offboarding.preview-handover";

    /// <summary>Everything the saga hears.</summary>
    public const string Saga = "offboarding.saga";

    /// <summary>Where the broker puts a message that was delivered too often. Earlier builds had a queue of that name as well (docs/adr/0032).</summary>
    public const string DeadLetters = "offboarding.dead-letters";

    /// <summary>The queue bound to <see cref="DeadLetters"/>; parked from there.</summary>
    public const string DeadLetterQueue = "offboarding.kept-dead-letters";

    /// <summary>
    /// Every event, with the id of its workspace as routing key: a topic exchange, so that the broker can keep a subscriber to its own workspaces
    /// (docs/security.md). The exchanges of the single events stay fanouts, because a broker keeps the type that an exchange was declared with.
    /// </summary>
    public const string EventsByWorkspace = "offboarding.events";

    private static readonly HashSet<string> Events =
    [
        .. MessageNames.All
            .Where(m => m.Key.IsSubclassOf(typeof(OffboardingEvent)) || m.Key.IsSubclassOf(typeof(WorkspaceEvent)) || m.Key == typeof(OffboardingRefused))
            .Select(m => m.Value),
    ];

    /// <summary>Declares the exchanges of events, so that a subscriber who may not declare them can bind to them before the first event.</summary>
    public static async Task DeclareEventsAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(EventsByWorkspace, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        foreach (string name in Events)
        {
            await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.ExchangeBindAsync(EventsByWorkspace, name, "", cancellationToken: cancellationToken);
        }
    }

    /// <summary>
    /// Takes back bindings of earlier versions, whose saga heard every end of a step. Now whoever ends it takes the case on (docs/adr/0036), and the broker
    /// would bring each case three messages for nothing.
    /// </summary>
    public static async Task ReleaseSagaAsync(IChannel channel, CancellationToken cancellationToken)
    {
        foreach (Type message in new[] { typeof(StepCompleted), typeof(StepFailed) })
        {
            await channel.ExchangeUnbindAsync(Saga, MessageNames.Of(message), "", cancellationToken: cancellationToken);
        }
    }

    public static bool IsEvent(string exchange) => Events.Contains(exchange);
}
