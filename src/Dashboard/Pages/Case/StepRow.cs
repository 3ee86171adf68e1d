using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>One step of a case. Times are UTC.</summary>
public sealed record StepRow
{
    public string Name { get; init; } = "";

    public short Phase { get; init; }

    public string Status { get; init; } = "";

    /// <summary>Items found when the step started; null until then.</summary>
    public long? Total { get; init; }

    public long Done { get; init; }

    public int Attempts { get; init; }

    public DateTime? NextAttemptAt { get; init; }

    [PersonalData(Personal.Text)]
    public string? LastError { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime ProgressAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>The Hangfire job that carries the step; null with the other engine.</summary>
    public string? JobId { get; init; }

    /// <summary>
    /// Items a second from the start of the step to its last progress: with the pauses between slices in it, which makes it the
    /// honest base for the time that is left.
    /// </summary>
    public double? Rate =>
        StartedAt is { } start && Done > 0 && (FinishedAt ?? ProgressAt) - start is { TotalMilliseconds: > 50 } spent
            ? Done / spent.TotalSeconds
            : null;

    /// <summary>How long the rest takes at this rate.</summary>
    public TimeSpan? Left => Status == "running" && Rate is { } rate && Total > Done ? TimeSpan.FromSeconds((Total.Value - Done) / rate) : null;
}
