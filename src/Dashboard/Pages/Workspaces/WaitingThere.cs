namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary>What waits for somebody in a workspace.</summary>
public sealed record WaitingThere
{
    /// <summary>Refused requests, up to 1,000.</summary>
    public long Refused { get; init; }

    /// <summary>Mass changes that wait for a second person.</summary>
    public long Approvals { get; init; }
}
