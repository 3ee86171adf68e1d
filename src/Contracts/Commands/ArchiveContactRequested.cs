namespace Offboarding.Contracts;

/// <summary>
/// Hides a contact from the default list (E4); sign-in is unchanged. Answered by <see cref="ContactArchived"/> or
/// <see cref="OffboardingRefused"/>. Exchange <c>offboarding.archive-contact</c>.
/// </summary>
public sealed record ArchiveContactRequested : IContactCommand
{
    /// <summary>Chosen by the sender, unique in the workspace. The same command again gets the same answer and does nothing twice.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The workspace.</summary>
    public required Guid WorkspaceId { get; init; }

    /// <summary>The contact.</summary>
    public required long ContactId { get; init; }

    /// <summary>Who asks: an active admin or owner, or an active user with the permission contacts-edit (E7), else <c>not-permitted</c>.</summary>
    public required Guid RequestedBy { get; init; }
}
