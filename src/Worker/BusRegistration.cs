using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.DeadLetters;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Sagas;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker;

/// <summary>The bus: which queue is heard by whom. <see cref="ConfigureEndpoints"/> and <see cref="CommandTable"/> are all there is.</summary>
internal static class BusRegistration
{
    /// <summary>Deliveries of one message until the broker takes it for one that kills the process (quorum queues count them).</summary>
    private const int DeliveryLimit = 20;

    /// <summary>As good as none. RabbitMQ 4 has a limit of 20 where the queue names none, and deletes what exceeds it; 3.x does not know -1.</summary>
    private const int NoDeliveryLimit = int.MaxValue;

    public static IServiceCollection AddOffboardingBus(this IServiceCollection services, MessagingOptions options)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<BrokerState>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerState>());
        services.AddHostedService<OutboxDelivery>();
        if (options.Transport == Transport.RabbitMq)
        {
            services.AddHostedService<OldDeadLetterQueue>();
        }

        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (CommandRegistration command in CommandTable.All)
            {
                command.AddConsumer(bus);
            }

            bus.AddConsumer<RunStepConsumer>();
            bus.AddConsumer<StartCaseConsumer>();
            bus.AddConsumer<PreviewConsumer>();
            bus.AddConsumer<ListPreviewConsumer>();
            bus.AddSagaStateMachine<OffboardingSaga, OffboardingCase>();
            bus.SetSagaRepositoryProvider(new SagaRepositoryProvider());
            if (options.Transport == Transport.RabbitMq)
            {
                services.AddHostedService<EndpointWatch>();
                bus.UsingRabbitMq((context, broker) =>
                {
                    broker.Host(new Uri(options.RabbitMq!), host =>
                    {
                        host.Heartbeat(MessagingOptions.Heartbeat);
                        host.PublisherConfirmation = true;
                        if (options.UsesTls)
                        {
                            host.UseSsl(ssl => RequireTls(ssl, options));
                        }

                        if (options.Nodes.Count > 0)
                        {
                            UseNodes(host, options);
                        }
                    });
                    ConfigureEndpoints(context, broker, options, queue =>
                    {
                        queue.SetQuorumQueue();
                        queue.SetQueueArgument("x-delivery-limit", DeliveryLimit);
                        // Declared once, by its own endpoint below: declared by every endpoint at once, some starts never came to an end.
                        queue.SetQueueArgument("x-dead-letter-exchange", MessageExchanges.DeadLetters);
                    });
                    broker.ReceiveEndpoint(MessageExchanges.DeadLetterQueue, queue =>
                    {
                        queue.SetQuorumQueue();
                        queue.SetQueueArgument("x-delivery-limit", NoDeliveryLimit);
                        queue.ConfigureConsumeTopology = false;
                        queue.Bind(MessageExchanges.DeadLetters);
                        queue.ConfigureReceive(pipe =>
                        {
                            pipe.UseFilter(new TraceReceived(MessageExchanges.DeadLetterQueue));
                            pipe.UseFilter(new KeepDeadLetters(context.GetRequiredService<DeadLetterStore>()));
                        });
                        queue.ConfigureDeadLetter(pipe => { });
                    });
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) => ConfigureEndpoints(context, memory, options, _ => { }));
            }
        });
        return services;
    }

    /// <summary>
    /// MassTransit 8.5 speaks TLS on port 5671 alone, whatever the scheme says, and by default takes a certificate that nobody vouches for: whoever stands in between
    /// would get the password. Here it is TLS at every port, of a version that the operating system chooses, and a certificate with the broker's name from somebody it trusts.
    /// </summary>
    private static void RequireTls(IRabbitMqSslConfigurator ssl, MessagingOptions options)
    {
        ssl.ServerName = new Uri(options.RabbitMq!).Host;
        ssl.Protocol = SslProtocols.None;
        ssl.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNotAvailable | SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors);
    }

    /// <summary>MassTransit tries one node at a time, in this order, and the next one after each failure: so that not all workers begin with the same one, it is random.</summary>
    private static void UseNodes(IRabbitMqHostConfigurator host, MessagingOptions options)
    {
        (string Host, int Port)[] nodes = [.. options.Endpoints()];
        Random.Shared.Shuffle(nodes);
        host.UseCluster(cluster =>
        {
            foreach ((string name, int port) in nodes)
            {
                cluster.Node(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
            }
        });
    }

    private static void ConfigureEndpoints<TEndpoint>(
        IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> bus, MessagingOptions options, Action<TEndpoint> configure)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        bus.UseEntityNames();
        int messages = options.ConcurrentMessages;

        foreach (CommandRegistration command in CommandTable.All)
        {
            // Lists are large: as many of them as are in work, and no more.
            bool lists = command.TakesLists(context);
            Internal(command.Name, lists ? messages : options.MessagesAtHand, e =>
            {
                e.UseRawJsonDeserializer(RawSerializerOptions.Default, isDefault: true);
                if (!lists)
                {
                    e.ConfigureReceive(pipe => pipe.UseFilter(ActivatorUtilities.CreateInstance<KeepWaiting>(context, command.Name)));
                }

                command.ConfigureConsumer(e, context);
            }, prefetch: lists ? null : options.MessagesAhead);
        }

        Internal(MessageExchanges.PreviewHandover, options.ConcurrentPreviews, e =>
        {
            e.ConfigureConsumer<PreviewConsumer>(context);
            e.ConfigureConsumer<ListPreviewConsumer>(context);
        });
        Internal(MessageExchanges.StartCase, options.MessagesAtHand, e => e.ConfigureConsumer<StartCaseConsumer>(context));
        Internal(MessageExchanges.RunLockoutStep, messages, e => e.ConfigureConsumer<RunStepConsumer>(context));
        Internal(MessageExchanges.RunStep, options.ConcurrentSteps, e => e.ConfigureConsumer<RunStepConsumer>(context));
        Internal(MessageExchanges.Saga, messages, e => e.ConfigureSaga<OffboardingCase>(context));

        void Internal(string name, int concurrent, Action<TEndpoint> consumers, int? prefetch = null) => bus.ReceiveEndpoint(name, e =>
        {
            configure(e);
            e.ConfigureConsumeTopology = false;
            // What failed is parked as a row; MassTransit's own fault would go out past the outbox, with the message in it.
            e.PublishFaults = false;
            e.PrefetchCount = prefetch ?? concurrent;
            e.ConcurrentMessageLimit = concurrent;
            var parking = context.GetRequiredService<DeadLetterStore>();
            // Around everything else, so that what is parked and why it was logged belong to the message's trace.
            e.ConfigureReceive(pipe =>
            {
                pipe.UseFilter(new TraceReceived(name));
                pipe.UseFilter(new KeepUnreadable(parking, name));
            });
            e.ConfigureError(pipe => pipe.UseFilter(new KeepFailed(parking, name)));
            e.ConfigureDeadLetter(pipe => pipe.UseFilter(new KeepSkipped(parking, name)));
            UseRetries(e);
            consumers(e);
        });
    }

    /// <summary>
    /// While the database is away a message waits here, unacknowledged, instead of being parked: it will be handled or, if this
    /// process ends, come again. Anything else gets three quick tries.
    /// </summary>
    private static void UseRetries(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(TransientErrors.IsTransient);
            retry.Exponential(int.MaxValue, DatabaseOutage.FirstPause, DatabaseOutage.LongestPause, TimeSpan.FromMilliseconds(100));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(error => TransientErrors.IsTransient(error) || error.GetBaseException() is WorkspaceLockedException or PreviewTookTooLongException);
            retry.Intervals(50, 200, 500);
        });
    }
}
