using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>What an operator sent in the place of a stored message, or tried to. Times are UTC.</summary>
public sealed record MessageEdit
{
    public Guid Id { get; init; }

    /// <summary>The message that was edited.</summary>
    public Guid MessageId { get; init; }

    /// <summary>False: <see cref="Errors"/> stood against it, and nothing was sent.</summary>
    public bool Sent { get; init; }

    /// <summary>The fields that were wrong, JSON.</summary>
    [PersonalData(Personal.Text)]
    public string Errors { get; init; } = "[]";

    [PersonalData(Personal.Actor)]
    public string EditedBy { get; init; } = "";

    [PersonalData(Personal.Comment)]
    public string Reason { get; init; } = "";

    public DateTime EditedAt { get; init; }

    /// <summary>Of the edited text.</summary>
    public Guid? RequestId { get; init; }

    [PersonalData(Personal.Body)]
    public byte[] OriginalBody { get; init; } = [];

    public string? OriginalContentType { get; init; }

    [PersonalData(Personal.Body)]
    public byte[] Body { get; init; } = [];

    public DateTime? ErasedAt { get; init; }

    /// <summary>The case that came of it; null: none.</summary>
    public Guid? CaseId { get; init; }

    public string? CaseState { get; init; }

    /// <summary>It was refused, as this.</summary>
    public Guid? RefusalId { get; init; }

    /// <summary>It was answered with yes.</summary>
    public bool CarriedOut { get; init; }
}
