using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Queries;

/// <summary>A note, or that somebody took something on or let it go. Times are UTC.</summary>
public sealed record NoteRow
{
    /// <summary>The action of a note.</summary>
    public const string Added = "note-added";

    /// <summary>The action of who says "I have it".</summary>
    public const string TakenOn = "taken-on";

    /// <summary>The action of who lets it go.</summary>
    public const string LetGo = "let-go";

    public DateTime At { get; init; }

    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    public string Action { get; init; } = "";

    [PersonalData(Personal.Comment)]
    public string? Comment { get; init; }

    /// <summary>It was taken on for an earlier trouble, which is over.</summary>
    public bool IsPast { get; init; }

    /// <summary>Who has it: the last one who took it on, unless it was let go or is over since. The newest note is the first.</summary>
    public static NoteRow? Holder(IEnumerable<NoteRow> notes) =>
        notes.FirstOrDefault(static note => note.Action is TakenOn or LetGo) is { Action: TakenOn, IsPast: false } holder ? holder : null;
}
