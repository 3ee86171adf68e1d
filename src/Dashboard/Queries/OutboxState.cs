namespace Offboarding.Dashboard.Queries;

/// <summary>Messages that wait for the broker.</summary>
public sealed record OutboxState
{
    public long Rows { get; init; }

    public DateTime? OldestAt { get; init; }
}
