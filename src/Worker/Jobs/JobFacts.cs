namespace Offboarding.Worker.Jobs;

/// <summary>What the rows say of a step or a date, and what its job shows.</summary>
internal sealed record JobFacts
{
    /// <summary><c>step</c>, or one of <see cref="Offboarding.Jobs.DateKinds"/>.</summary>
    public required string What { get; init; }

    public required Guid Subject { get; init; }

    /// <summary>Empty for a date.</summary>
    public required string Step { get; init; }

    /// <summary>Why the job moves, where the rows do not say it: who pressed a button.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC, by the database's clock, as all times here.</summary>
    public required DateTime Now { get; init; }

    /// <summary>Of the step; null: there is none.</summary>
    public string? Status { get; init; }

    public string? CaseState { get; init; }

    public int Attempts { get; init; }

    public int AttemptLimit { get; init; }

    public long? Slice { get; init; }

    public DateTime? NextAttemptAt { get; init; }

    /// <summary>Of the last attempt that failed.</summary>
    public string? ErrorType { get; init; }

    public DateTime? FailedAt { get; init; }

    public TimeSpan? RanFor { get; init; }

    /// <summary>The date that is to come; null: there is none any more.</summary>
    public DateTime? Date { get; init; }

    /// <summary>The job that is linked.</summary>
    public long? JobId { get; init; }

    /// <summary>What the projection last made of it.</summary>
    public string? Shown { get; init; }

    public DateTime? ShownDueAt { get; init; }

    public int? ShownAttempts { get; init; }

    public long? ClaimedSlice { get; init; }

    /// <summary>The job's state in Hangfire; null: the job is gone, or is about something else.</summary>
    public string? State { get; init; }

    public bool Queued { get; init; }

    public bool InSchedule { get; init; }
}

/// <summary>Where a job goes.</summary>
/// <param name="Facts">What it is about.</param>
/// <param name="Shown">What the link says from now on; null: the link goes.</param>
internal sealed record JobMove(JobFacts Facts, string? Shown)
{
    /// <summary>A state of Hangfire; null: only the link changes.</summary>
    public string? State { get; init; }

    public string? Reason { get; init; }

    /// <summary>When it is due.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>A job of its own is made for it; the one before, if any, stays as it is.</summary>
    public bool IsNew { get; init; }
}
