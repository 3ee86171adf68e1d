using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Reading;

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

/// <summary>A stored message with what belongs to it.</summary>
/// <param name="Row">The message.</param>
/// <param name="Workspace">The name of its workspace; null: it names none that is there.</param>
/// <param name="People">Those whose ids are in its reason, and whom it is about.</param>
/// <param name="Edits">What operators sent in its place, the newest first; also the edit that this message came of.</param>
public sealed record MessageDetails(MessageRow Row, string? Workspace, IReadOnlyList<Person> People, IReadOnlyList<MessageEdit> Edits);

/// <summary>The whole of a stored message.</summary>
public sealed record StoredBody(string MessageName, string? ContentType, byte[] Body);

/// <summary>What became of an edit.</summary>
/// <param name="Sent">It was sent as a new message.</param>
/// <param name="Errors">What is wrong with the text, JSON.</param>
/// <param name="Problem">Why the message could not be edited at all; null: it could.</param>
public sealed record EditAnswer(bool Sent, string Errors, string? Problem);
