namespace Offboarding.Dashboard.Pages.Now;

/// <summary>A queue as a worker last saw it.</summary>
public sealed record QueueRow
{
    public string Name { get; init; } = "";

    /// <summary>Messages that nobody has taken yet.</summary>
    public long Ready { get; init; }

    public int Consumers { get; init; }

    /// <summary>UTC.</summary>
    public DateTime SeenAt { get; init; }
}
