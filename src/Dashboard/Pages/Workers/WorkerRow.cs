using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Workers;

/// <summary>One worker process. Times are UTC.</summary>
public sealed record WorkerRow
{
    public Guid Id { get; init; }

    public string Host { get; init; } = "";

    public int ProcessId { get; init; }

    public string Version { get; init; } = "";

    public DateTime StartedAt { get; init; }

    public DateTime SeenAt { get; init; }

    public bool Alive { get; init; }

    /// <summary><c>connected</c>, <c>blocked</c> (an alarm: it takes no messages) or <c>disconnected</c>.</summary>
    public string Broker { get; init; } = "";

    public DateTime BrokerSince { get; init; }

    [PersonalData(Personal.Text)]
    public string? BrokerError { get; init; }

    /// <summary>The steps in hand, JSON: case, step, since when; only on the page of workers.</summary>
    public string Doing { get; init; } = "[]";
}
