using System.Reflection;
using MassTransit;
using Offboarding.Contracts;

namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>Pins the exchange of each message of the boundary to its stable name, wherever its record lives.</summary>
public static class EntityNames
{
    private static readonly MethodInfo Pin = typeof(EntityNames).GetMethod(nameof(PinOne), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Makes a bus publish and subscribe under the names of <see cref="MessageNames"/>.</summary>
    public static void UseEntityNames(this IBusFactoryConfigurator bus)
    {
        foreach ((Type message, string name) in MessageNames.All)
        {
            Pin.MakeGenericMethod(message).Invoke(null, [bus, name]);
        }
    }

    private static void PinOne<TMessage>(IBusFactoryConfigurator bus, string name)
        where TMessage : class => bus.Message<TMessage>(topology => topology.SetEntityName(name));
}
