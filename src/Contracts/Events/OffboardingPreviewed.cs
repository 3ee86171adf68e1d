namespace Offboarding.Contracts;

/// <summary>
/// The answer to <see cref="DeactivateUserRequested"/> with <see cref="DeactivateUserRequested.DryRun"/>: what would move to whom,
/// and what it would be refused for (F3). Nothing has changed; the same request without <c>dryRun</c> does it.
/// </summary>
public sealed record OffboardingPreviewed : WorkspaceEvent
{
    /// <summary>Who would leave.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Each kind of work. Empty for somebody who may not ask, and for a person or a workspace that is not there.</summary>
    public required IReadOnlyList<KindPreview> Kinds { get; init; }

    /// <summary>Completed tasks that would be removed, because the workspace's policy says so (C8).</summary>
    public required long CompletedTasksRemoved { get; init; }

    /// <summary>What is allowed and may still be a surprise.</summary>
    public required IReadOnlyList<PreviewWarning> Warnings { get; init; }

    /// <summary>The "no" the request would get now; null: it would be accepted.</summary>
    public required PreviewRefusal? Refusal { get; init; }
}
