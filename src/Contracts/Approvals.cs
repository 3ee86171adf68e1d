using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What every decision about departures that wait for approval says.</summary>
public interface IMassChangeDecision : IWorkspaceCommand
{
    /// <summary>What waits.</summary>
    Guid ApprovalId { get; }

    /// <summary>Who decides: the id of a user of the workspace, or an operator's account name.</summary>
    string RequestedBy { get; }

    /// <summary>Why, for the audit trail.</summary>
    string? Comment { get; }
}

/// <summary>
/// A second person lets departures begin that wait because they were too many at once (F9). What was checked when they were asked for is checked
/// again. Answered by <see cref="MassChangeDecided"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.approve-mass-change</c>.
/// </summary>
public sealed record ApproveMassChangeRequested : IMassChangeDecision
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>What waits, from <see cref="OffboardingHeld"/> or from the dashboard.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>
    /// Who approves: the id of an active admin or owner of the workspace, or an operator's account name, 1 to 200 characters. Not who asked, and
    /// not one of those who would leave, else <c>not-permitted</c>.
    /// </summary>
    public required string RequestedBy { get; init; }

    /// <summary>
    /// How many people wait, as the one who approves saw it: 1 to 100,000. If meanwhile there are more or fewer it is refused as
    /// <c>conflicting-request</c>: nobody approves what they have not seen.
    /// </summary>
    public required int People { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>
/// A second person calls off departures that wait because they were too many at once (F9): each case is cancelled, and everybody stays as they
/// are. Answered by <see cref="MassChangeDecided"/> or <see cref="OffboardingRefused"/>. Exchange <c>offboarding.reject-mass-change</c>.
/// </summary>
public sealed record RejectMassChangeRequested : IMassChangeDecision
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>What waits, from <see cref="OffboardingHeld"/> or from the dashboard.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>
    /// Who rejects: the id of an active admin or owner of the workspace, or an operator's account name, 1 to 200 characters. Not who asked (they
    /// can cancel each case), and not one of those who would leave, else <c>not-permitted</c>.
    /// </summary>
    public required string RequestedBy { get; init; }

    /// <summary>Why; in the audit trail of each case; at most 500 characters.</summary>
    public string? Comment { get; init; }
}

/// <summary>
/// The request was accepted and waits for a second person, because the workspace allows no more people in one period without one (F9). Nothing
/// has changed for the person yet. Later <see cref="OffboardingStarted"/>, <see cref="OffboardingScheduled"/> or <see cref="OffboardingCancelled"/>.
/// </summary>
public sealed record OffboardingHeld : OffboardingEvent
{
    /// <summary>What <see cref="ApproveMassChangeRequested"/> names; the same for all that the same person asked for and that waits.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>When the wait is over and the case is cancelled, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Departures that waited for a second person were approved or rejected, or nobody decided in time (F9). Each case says more by itself.</summary>
public sealed record MassChangeDecided : WorkspaceEvent
{
    /// <summary>What waited.</summary>
    public required Guid ApprovalId { get; init; }

    /// <summary>What was decided.</summary>
    public required MassChangeDecision Decision { get; init; }

    /// <summary>People it is about. A list may still be read when it is rejected: whoever its other lines name is cancelled too, and not counted here.</summary>
    public required int People { get; init; }
}

/// <summary>What became of departures that waited for a second person.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MassChangeDecision>))]
public enum MassChangeDecision
{
    /// <summary>They begin, each on its last day, after the checks were made again.</summary>
    Approved,

    /// <summary>They are cancelled.</summary>
    Rejected,

    /// <summary>Nobody decided in time: they are cancelled.</summary>
    Expired,
}
