using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>One attempt that failed. Times are UTC.</summary>
public sealed record StepAttempt
{
    public string Step { get; init; } = "";

    public int Attempt { get; init; }

    public DateTime StartedAt { get; init; }

    public DateTime FailedAt { get; init; }

    /// <summary>Whether it was tried again by itself.</summary>
    public bool Transient { get; init; }

    public string ErrorType { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string? Stack { get; init; }
}
