using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Offboarding.Local.Hosting;

/// <summary>Signs in to the broker once before anything starts: a bus would keep trying without a word.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RequireAsync(Uri address, CancellationToken cancellationToken)
    {
        string where = $"{address.Host}:{(address.IsDefaultPort || address.Port < 0 ? 5672 : address.Port)}";
        try
        {
            var factory = new ConnectionFactory { Uri = address, RequestedConnectionTimeout = Patience };
            await using IConnection connection = await factory.CreateConnectionAsync(cancellationToken);
        }
        catch (BrokerUnreachableException e) when (e.InnerException is AuthenticationFailureException or OperationInterruptedException)
        {
            throw new LocalProblem($"RabbitMQ at {where} refuses: {e.InnerException.Message} Check user, password and virtual host in --rabbitmq.", e);
        }
        catch (BrokerUnreachableException e)
        {
            throw new LocalProblem($"RabbitMQ does not answer at {where}; start it, or leave --rabbitmq away.", e);
        }
    }
}
