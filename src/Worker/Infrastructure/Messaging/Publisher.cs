using MassTransit;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>Who published a message: the property <c>user_id</c>, which RabbitMQ compares with the connection's user.</summary>
/// <param name="User">The broker's user; null: the publisher set none, or it was a worker with a message of its own.</param>
/// <param name="IsWorker">A worker sent it: for the dashboard, or a second time after it had to wait. Who published it then is what that worker saw.</param>
internal readonly record struct Publisher(string? User, bool IsWorker)
{
    /// <summary>Set by a worker that sends a message a second time, and believed of a worker alone.</summary>
    public const string Header = "offboarding-publisher";

    private const int LongestName = 200;

    /// <param name="message">As it came.</param>
    /// <param name="ownUser">The broker's user that the workers are, where there are rules for publishers (<see cref="MessagingOptions.OwnUser"/>); else null.</param>
    public static Publisher Of(ReceiveContext message, string? ownUser)
    {
        string? user = message.TryGetPayload(out RabbitMqBasicConsumeContext? rabbit) && rabbit.Properties.UserId is { Length: > 0 and <= LongestName } name ? name : null;
        return user is not null && user == ownUser ? new Publisher(message.Header(Header), IsWorker: true) : new Publisher(user, IsWorker: false);
    }
}
