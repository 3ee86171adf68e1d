namespace Offboarding.Dashboard.Pages.Now;

/// <summary>One step of time in the graph.</summary>
public sealed record NowBar
{
    /// <summary>When it begins, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Cases that were completed.</summary>
    public long Finished { get; init; }

    /// <summary>Attempts of steps that failed.</summary>
    public long Failed { get; init; }
}
