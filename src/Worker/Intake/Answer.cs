using Offboarding.Contracts;

namespace Offboarding.Worker.Intake;

/// <summary>Collects the events with which a command is answered; they are kept with the request and sent when it is done.</summary>
internal sealed class Answer(ReceivedBody to)
{
    private readonly List<(Guid EventId, object Message)> _events = [];

    /// <summary>The message it answers.</summary>
    public ReceivedBody To { get; } = to;

    public IReadOnlyList<(Guid EventId, object Message)> Events => _events;

    public void Add(WorkspaceEvent message) => _events.Add((message.EventId, message));

    public void Add(OffboardingEvent message) => _events.Add((message.EventId, message));

    public void Add(OffboardingRefused message) => _events.Add((message.EventId, message));
}
