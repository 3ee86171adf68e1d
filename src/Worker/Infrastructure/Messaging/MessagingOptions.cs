using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

    /// <summary>A node that says nothing for as long is tried no longer, as by the bus.</summary>
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <summary>What carries the messages.</summary>
    public Transport Transport { get; set; } = Transport.RabbitMq;

    /// <summary>The broker, <c>amqp://user:password@host:port/vhost</c> (or <c>amqps</c>); required for <see cref="Transport.RabbitMq"/>.</summary>
    public string? RabbitMq { get; set; }

    /// <summary>
    /// The nodes of a cluster, each <c>host</c> or <c>host:port</c>: every connection goes to one that is alive (docs/adr/0047). The address in
    /// <see cref="RabbitMq"/> then gives everything else: user, password, virtual host, TLS with the name in the certificate, and the port of nodes that name
    /// none. Empty: there is one broker, at that address.
    /// </summary>
    public List<string> Nodes { get; } = [];

    /// <summary>Messages of one queue in work at the same time, on this worker.</summary>
    [Within("1", "256")]
    public int ConcurrentMessages { get; set; } = 16;

    /// <summary>
    /// Messages of one queue of commands that this worker holds: those in work, and those that wait for a workspace and take no slot meanwhile, so that a
    /// workspace that is locked does not keep the others' messages in the queue (docs/adr/0033).
    /// </summary>
    internal int MessagesAtHand => 8 * ConcurrentMessages;

    /// <summary>
    /// Messages of one queue of commands that the broker hands to this worker ahead of their turn. With none in reserve the worker waits for the broker between two groups, and a
    /// flood of what nobody can read comes faster than it is put aside (docs/benchmarks.md).
    /// </summary>
    internal int MessagesAhead => 4 * MessagesAtHand;

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

    /// <summary>The address begins with <c>amqps</c>: every connection is TLS, to a broker whose certificate somebody vouches for whom this machine trusts.</summary>
    internal bool UsesTls => new Uri(RabbitMq!).Scheme == "amqps";

    /// <summary>The broker's user that this worker is, where there are rules for publishers: then what it sends has to say so as well. Else null.</summary>
    internal string? OwnUser => Publishers.Count > 0 && Transport == Transport.RabbitMq ? Factory("rules").UserName : null;

    /// <summary>Connects to the broker beside the bus, for what the bus does not pass on; who uses it connects again after a failure.</summary>
    /// <param name="purpose">Shown with the connection in the broker's management pages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal Task<IConnection> ConnectAsync(string purpose, CancellationToken cancellationToken)
    {
        ConnectionFactory factory = Factory(purpose);
        // The client tries them in random order until one answers.
        return Nodes.Count == 0
            ? factory.CreateConnectionAsync(cancellationToken)
            : factory.CreateConnectionAsync(Endpoints().Select(node => new AmqpTcpEndpoint(node.Host, node.Port, factory.Ssl)), cancellationToken);
    }

    /// <summary>The <see cref="Nodes"/>, each with its port.</summary>
    internal IReadOnlyList<(string Host, int Port)> Endpoints()
    {
        int usual = Factory("nodes").Endpoint.Port;
        return [.. Nodes.Select(node => ParseNode(node) is { } parsed ? (parsed.Host, parsed.Port ?? usual) : throw new FormatException($"{node} is not a node."))];
    }

    /// <returns>Null: it is neither a host nor <c>host:port</c>.</returns>
    private static (string Host, int? Port)? ParseNode(string node)
    {
        string[] parts = node.Split(':');
        int port = 0;
        return Uri.CheckHostName(parts[0]) is UriHostNameType.Dns or UriHostNameType.IPv4
            && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535))
            ? (parts[0], parts.Length == 1 ? null : port)
            : null;
    }

    private ConnectionFactory Factory(string purpose) => new()
    {
        Uri = new Uri(RabbitMq!),
        ClientProvidedName = $"offboarding {purpose}",
        AutomaticRecoveryEnabled = false,
        RequestedHeartbeat = Heartbeat,
        RequestedConnectionTimeout = ConnectWithin,
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

        for (int i = 0; i < Nodes.Count; i++)
        {
            if (ParseNode(Nodes[i]) is null)
            {
                // An address has a password in it, which must not be in a log.
                yield return new ValidationResult(
                    Nodes[i].Contains('@', StringComparison.Ordinal) || Nodes[i].Contains("://", StringComparison.Ordinal)
                        ? "is an address; a host or host:port is expected, since user, password, virtual host and TLS are those of Messaging:RabbitMq"
                        : $"is '{Nodes[i]}'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672",
                    [$"{nameof(Nodes)}:{i}"]);
            }
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

/// <summary>What a user of the broker may send. Several rules of one user add up.</summary>
public sealed class PublisherRule
{
    /// <summary>The broker's user, which a publisher names in the property <c>user_id</c> and RabbitMQ compares with the connection's.</summary>
    public string User { get; set; } = "";

    /// <summary>Ids of workspaces; empty: all.</summary>
    public List<Guid> Workspaces { get; } = [];

    /// <summary>Names of commands, for example <c>offboarding.deactivate-user</c>; empty: all.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Whether it lets its user send this.</summary>
    public bool Allows(string command, Guid? workspaceId) =>
        (Commands.Count == 0 || Commands.Contains(command)) && (Workspaces.Count == 0 || (workspaceId is { } id && Workspaces.Contains(id)));
}

/// <summary>What carries the messages.</summary>
public enum Transport
{
    /// <summary>RabbitMQ.</summary>
    RabbitMq,

    /// <summary>Within this process: for one worker that runs alone (src/Local). Rows make up for what is lost with the process.</summary>
    InMemory,
}
