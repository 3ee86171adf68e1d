namespace Offboarding.Worker.Hangfire;

/// <summary>A date and a scheduled job that do not agree.</summary>
internal sealed record DueDifference
{
    public required string What { get; init; }

    public required Guid Subject { get; init; }

    /// <summary>UTC; null: there is no such date any more.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>The job that shows an older one.</summary>
    public string? JobId { get; init; }
}
