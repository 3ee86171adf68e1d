namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>The seats of one workspace: in use are active full users, and invited ones where the workspace says so.</summary>
public sealed record SeatsRow
{
    public Guid WorkspaceId { get; init; }

    public string Name { get; init; } = "";

    public int SeatLimit { get; init; }

    public int InUse { get; init; }

    public int Free { get; init; }
}
