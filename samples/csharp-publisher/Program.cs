// Takes a person out of a workspace, as an HR system would: publishes a typed message through MassTransit and prints the answer.
// dotnet run -- --broker amqp://... --user <id> --to <id>: every option has a default in the demo workspace.
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Offboarding.Contracts;

IConfiguration options = new ConfigurationBuilder().AddCommandLine(args).Build();
var request = new DeactivateUserRequested
{
    RequestId = Id("request-id") ?? Guid.NewGuid(),
    WorkspaceId = Id("workspace") ?? new Guid("0d000000-0000-4000-8000-000000000001"),
    UserId = Id("user") ?? new Guid("0d000000-0000-4000-8000-000000000104"),
    RequestedBy = Id("requested-by") ?? new Guid("0d000000-0000-4000-8000-000000000103"),
    Reason = DeactivationReason.LeftCompany,
    Handover = new HandoverPlan
    {
        Conversations = new Allocation
        {
            Strategy = AllocationStrategy.OneColleague,
            Recipients = [new Recipient { UserId = Id("to") ?? new Guid("0d000000-0000-4000-8000-000000000105") }],
        },
    },
};

var answer = new TaskCompletionSource<int>();
IBusControl bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
{
    rabbit.Host(new Uri(options["broker"] ?? "amqp://guest:guest@127.0.0.1:5672"));
    // The exchanges have stable names, whatever the namespace of the record is.
    rabbit.Message<DeactivateUserRequested>(message => message.SetEntityName(MessageNames.Of<DeactivateUserRequested>()));
    rabbit.Message<OffboardingStarted>(message => message.SetEntityName(MessageNames.Of<OffboardingStarted>()));
    rabbit.Message<OffboardingRefused>(message => message.SetEntityName(MessageNames.Of<OffboardingRefused>()));
    rabbit.Message<OffboardingCompleted>(message => message.SetEntityName(MessageNames.Of<OffboardingCompleted>()));
    // A queue for as long as this runs; a service that must not miss events gives its queue a name.
    rabbit.ReceiveEndpoint(queue =>
    {
        queue.Handler<OffboardingStarted>(context => Heard(context.Message.RequestId, context.Message));
        queue.Handler<OffboardingRefused>(context => Heard(context.Message.RequestId, context.Message, exitCode: 1));
        queue.Handler<OffboardingCompleted>(context => Heard(context.Message.RequestId, context.Message, exitCode: 0));
    });
});

await bus.StartAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
try
{
    // Mandatory: until a worker has started once on this broker there is no queue for the request, and it comes back.
    await bus.Publish(request, context => context.Mandatory = true);
    Print(request);
    return await answer.Task.WaitAsync(TimeSpan.FromMinutes(5));
}
finally
{
    await bus.StopAsync();
}

Guid? Id(string option) => options[option] is { } id ? Guid.Parse(id) : null;

void Print(object message) =>
    Console.WriteLine($"{message.GetType().Name} {JsonSerializer.Serialize(message, JsonSerializerOptions.Web)}");

Task Heard(Guid? requestId, object message, int? exitCode = null)
{
    if (requestId == request.RequestId)
    {
        Print(message);
        if (exitCode is { } code)
        {
            answer.TrySetResult(code);
        }
    }

    return Task.CompletedTask;
}
