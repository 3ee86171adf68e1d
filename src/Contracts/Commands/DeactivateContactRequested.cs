namespace Offboarding.Contracts;

/// <summary>
/// Makes a client contact inactive (E1): its sign-in account is unlinked, and ended if nobody else uses it. Nobody is notified; all that
/// belongs to the contact stays where it is (E2). Answered by <see cref="ContactDeactivated"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.deactivate-contact</c>.
/// </summary>
public sealed record DeactivateContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-delete (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}
