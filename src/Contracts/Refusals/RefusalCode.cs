using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The closed list of reasons to say no. New ones are added only with a new major version.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<RefusalCode>))]
public enum RefusalCode
{
    /// <summary>Fields are missing or wrong; <see cref="OffboardingRefused.Errors"/> lists them.</summary>
    InvalidRequest,

    /// <summary>No such workspace.</summary>
    UnknownWorkspace,

    /// <summary>No such user in this workspace.</summary>
    UnknownUser,

    /// <summary>Who asks may not: not an active admin or owner (A1), for ownership not an owner, for contacts without the permission (E7).</summary>
    NotPermitted,

    /// <summary>The leaver is the last active owner (D7).</summary>
    OnlyOwner,

    /// <summary>The leaver owns the account; ownership is handed over first (A7, B2).</summary>
    AccountOwner,

    /// <summary>A recipient is not a user of this workspace.</summary>
    RecipientUnknown,

    /// <summary>A recipient is not active.</summary>
    RecipientInactive,

    /// <summary>A recipient may not receive this kind of work (C7), or is the leaver.</summary>
    RecipientNotEligible,

    /// <summary>The workspace insists on a full allocation and this plan leaves something over (C6), or somebody is to be deleted who still has open work (F5).</summary>
    HandoverIncomplete,

    /// <summary>No seat is free.</summary>
    NoFreeSeat,

    /// <summary>The minimum retention period is still running (D10).</summary>
    RetentionRunning,

    /// <summary>The user is under legal hold (F10).</summary>
    LegalHold,

    /// <summary>The same person's departure was asked for already, among too many at once, and waits for a second person (F9).</summary>
    HeldForApproval,

    /// <summary>
    /// Another case of the same user is in progress, the person or the case is not in a state for it, or the request id was used
    /// for something else.
    /// </summary>
    ConflictingRequest,
}
