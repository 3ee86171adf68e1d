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

    /// <summary>The person the request named; null if it could not be read.</summary>
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
