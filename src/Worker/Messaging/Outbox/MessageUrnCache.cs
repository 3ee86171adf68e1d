using System.Collections.Concurrent;
using MassTransit;

namespace Offboarding.Worker.Messaging.Outbox;

/// <summary>MassTransit's name of a type on the wire, computed once for each type.</summary>
internal sealed class MessageUrnCache
{
    private readonly ConcurrentDictionary<Type, string> _urns = new();

    public string Of(Type type) => _urns.GetOrAdd(type, static t => MessageUrn.ForTypeString(t));
}
