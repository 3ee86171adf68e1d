using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The answer "no" to a request: a code from a closed list, and a text that says who, what, why and what would help.</summary>
public sealed record OffboardingRefused
{
    /// <summary>The same for each delivery of the same answer.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The name of the refused message, for example <c>offboarding.deactivate-user</c>.</summary>
    public required string MessageName { get; init; }

    /// <summary>The request; null if it could not be read.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The workspace the request named; null if it could not be read.</summary>
    public Guid? WorkspaceId { get; init; }

    /// <summary>The person the request named, or whose case it named; null if it could not be read.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Why.</summary>
    public required RefusalCode Code { get; init; }

    /// <summary>Who, what and why in one or two English sentences, with ids instead of names.</summary>
    public required string Message { get; init; }

    /// <summary>What would help.</summary>
    public required string Help { get; init; }

    /// <summary>For <c>invalid-request</c> and the refusals about recipients: every field that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When it was refused, UTC, by the database's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

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

/// <summary>One field that is missing or wrong.</summary>
public sealed record FieldError
{
    /// <summary>Where, as a JSON path: <c>handover.conversations.recipients[2].amount</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong and what would be right, in English, for people.</summary>
    public required string Problem { get; init; }
}
