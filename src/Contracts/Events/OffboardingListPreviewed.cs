namespace Offboarding.Contracts;

/// <summary>
/// The answer to <see cref="DeactivateUsersRequested"/> with <see cref="DeactivateUsersRequested.DryRun"/>: what each recipient would get in all, and which lines
/// would be refused (F3, F6). Nothing has changed; the same list without <c>dryRun</c> does it.
/// </summary>
public sealed record OffboardingListPreviewed : WorkspaceEvent
{
    /// <summary>Lines of the list.</summary>
    public required int People { get; init; }

    /// <summary>Lines that would be refused.</summary>
    public required int Refused { get; init; }

    /// <summary>The first 100 lines that would be refused.</summary>
    public required IReadOnlyList<PreviewedLine> RefusedLines { get; init; }

    /// <summary>All of it would wait for a second person (F9).</summary>
    public required bool HeldForApproval { get; init; }

    /// <summary>Each kind of work, over all lines that would be accepted. Empty where the list itself would be refused.</summary>
    public required IReadOnlyList<KindPreview> Kinds { get; init; }

    /// <summary>The refusal that the whole list would get; null: its lines would be looked at.</summary>
    public required PreviewRefusal? Refusal { get; init; }
}
