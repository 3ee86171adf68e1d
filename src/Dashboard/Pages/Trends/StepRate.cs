namespace Offboarding.Dashboard.Pages.Trends;

/// <summary>How often a step failed.</summary>
public sealed record StepRate
{
    public string Step { get; init; } = "";

    /// <summary>How many there were: steps that began, or departures that were requested.</summary>
    public long Steps { get; init; }

    /// <summary>How many failed once or more.</summary>
    public long Failed { get; init; }

    /// <summary>Attempts that failed.</summary>
    public long Attempts { get; init; }
}
