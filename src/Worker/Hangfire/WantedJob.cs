namespace Offboarding.Worker.Hangfire;

/// <summary>A slice that waits for its job.</summary>
internal sealed record WantedJob
{
    public required Guid WorkspaceId { get; init; }

    public required Guid CaseId { get; init; }

    public required string Step { get; init; }

    public required long Slice { get; init; }

    public required string Queue { get; init; }

    /// <summary>The job of the slice before.</summary>
    public string? Replaces { get; init; }
}
