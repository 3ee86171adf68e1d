namespace Offboarding.Contracts;

/// <summary>Departures that waited for a second person were approved or rejected, or nobody decided in time (F9). Each case says more by itself.</summary>
public sealed record MassChangeDecided : WorkspaceEvent
{
    /// <summary>What waited.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>What was decided.</summary>
    public required MassChangeDecision Decision { get; init; }

    /// <summary>People it is about.</summary>
    public required int People { get; init; }
}
