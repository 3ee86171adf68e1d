namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>What carries the messages.</summary>
public enum Transport
{
    /// <summary>RabbitMQ.</summary>
    RabbitMq,

    /// <summary>Within this process: for one worker that runs alone (src/Local). Rows make up for what is lost with the process.</summary>
    InMemory,
}
