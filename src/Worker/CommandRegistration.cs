using System.Text.Json;
using MassTransit;
using Offboarding.Contracts;

namespace Offboarding.Worker;

/// <summary>One kind of command that may enter: who handles it, and its door on the bus.</summary>
internal abstract class CommandRegistration
{
    /// <summary>The exchange, and the queue of the same name.</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with a message of this kind, as the bus would find it.</summary>
    public abstract IReadOnlyList<FieldError> Check(IServiceProvider services, JsonElement json);

    /// <summary>See <see cref="Intake.ICommandHandler{TCommand}.TakesLists"/>.</summary>
    public abstract bool TakesLists(IServiceProvider services);

    public abstract void AddHandler(IServiceCollection services);

    public abstract void AddConsumer(IBusRegistrationConfigurator bus);

    public abstract void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context);
}
