namespace Offboarding.Dashboard.Pages.New;

/// <summary>A line and who it means.</summary>
/// <param name="Line">As written.</param>
/// <param name="Person">Null: nobody of the workspace.</param>
/// <param name="Problem">Why it cannot be asked for; null: it can.</param>
public sealed record ListRow(ListLine Line, ListedPerson? Person, string? Problem);
