namespace Offboarding.Dashboard.Lists;

/// <summary>How many people a workspace has of each status, and its seats (A2, A6, B4).</summary>
public sealed record WorkspaceCounts
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Seats that are paid for.</summary>
    public int SeatLimit { get; init; }

    public int SeatsInUse { get; init; }

    public int SeatsFree { get; init; }

    public long Active { get; init; }

    public long Invited { get; init; }

    public long Inactive { get; init; }

    public long Deleted { get; init; }
}
