namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary>Steps of a workspace that failed, or are retried, with the same kind of error.</summary>
public sealed record FailingGroup
{
    /// <summary>failed or retrying.</summary>
    public string Status { get; init; } = "";

    public string Step { get; init; } = "";

    public string Kind { get; init; } = "";

    public long Steps { get; init; }
}
