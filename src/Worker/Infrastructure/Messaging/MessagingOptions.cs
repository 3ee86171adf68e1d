using System.ComponentModel.DataAnnotations;
using Offboarding.Contracts;
using Offboarding.Hosting;
using RabbitMQ.Client;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>Section <c>Messaging</c>.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    public const string Section = "Messaging";

    /// <summary>A broker that says nothing for twice as long is away.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>What carries the messages.</summary>
    public Transport Transport { get; set; } = Transport.RabbitMq;

    /// <summary>The broker, <c>amqp://user:password@host:port/vhost</c> (or <c>amqps</c>); required for <see cref="Transport.RabbitMq"/>.</summary>
    public string? RabbitMq { get; set; }

    /// <summary>Messages of one queue in work at the same time, on this worker.</summary>
    [Within("1", "256")]
    public int ConcurrentMessages { get; set; } = 16;

    /// <summary>
    /// Messages of one queue of commands that this worker holds: those in work, and those that wait for a workspace and take no slot meanwhile, so that a
    /// workspace that is locked does not keep the others' messages in the queue (docs/adr/0033).
    /// </summary>
    internal int MessagesAtHand => 8 * ConcurrentMessages;

    /// <summary>Leavers whose work is moved at the same time, on this worker.</summary>
    [Within("1", "64")]
    public int ConcurrentSteps { get; set; } = 4;

    /// <summary>Previews in work at the same time, on this worker.</summary>
    [Within("1", "64")]
    public int ConcurrentPreviews { get; set; } = 2;

    /// <summary>Largest body that is looked into, in bytes; a larger one is parked unread.</summary>
    [Within("1024", "67108864")]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>The same for a list of many people, in bytes; 10,000 lines with a plan each fit.</summary>
    [Within("1024", "67108864")]
    public int MaxListBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often the broker may refuse a message of the outbox until it is put aside as a dead letter; 20 take about an hour.</summary>
    [Within("1", "1000")]
    public int MaxRejections { get; set; } = 20;

    /// <summary>The longest pause after a refusal by the broker; the first one is a second, and each is twice the one before.</summary>
    [Within("00:00:00.100", "1.00:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Who may send which commands for which workspaces; empty: the broker's permissions alone decide (docs/security.md).</summary>
    public List<PublisherRule> Publishers { get; } = [];

    /// <summary>The broker's user that this worker is, where there are rules for publishers: then what it sends has to say so as well. Else null.</summary>
    internal string? OwnUser => Publishers.Count > 0 && Transport == Transport.RabbitMq ? ConnectionFor("rules").UserName : null;

    /// <summary>Connects to <see cref="RabbitMq"/> beside the bus, for what the bus does not pass on; who uses it connects again after a failure.</summary>
    /// <param name="purpose">Shown with the connection in the broker's management pages.</param>
    internal ConnectionFactory ConnectionFor(string purpose) => new()
    {
        Uri = new Uri(RabbitMq!),
        ClientProvidedName = $"offboarding {purpose}",
        AutomaticRecoveryEnabled = false,
        RequestedHeartbeat = Heartbeat,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport == Transport.RabbitMq
            && (!Uri.TryCreate(RabbitMq, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("amqp" or "amqps")))
        {
            yield return new ValidationResult(
                "is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory",
                [nameof(RabbitMq)]);
        }

        for (int i = 0; i < Publishers.Count; i++)
        {
            if (Publishers[i].User.Length == 0)
            {
                yield return new ValidationResult("is missing; it is the name of a user of the broker", [$"{nameof(Publishers)}:{i}:{nameof(PublisherRule.User)}"]);
            }

            foreach (string unknown in Publishers[i].Commands.Where(c => !MessageNames.All.Values.Contains(c) || MessageExchanges.IsEvent(c)))
            {
                yield return new ValidationResult(
                    $"has {unknown}, which is no command; one is offboarding.deactivate-user", [$"{nameof(Publishers)}:{i}:{nameof(PublisherRule.Commands)}"]);
            }
        }
    }
}
