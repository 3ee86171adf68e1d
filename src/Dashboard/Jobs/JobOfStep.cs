namespace Offboarding.Dashboard.Jobs;

/// <summary>Which job carries a step.</summary>
internal sealed record JobOfStep
{
    public required Guid CaseId { get; init; }

    public required string Step { get; init; }

    public required string Status { get; init; }

    public required string JobId { get; init; }
}
