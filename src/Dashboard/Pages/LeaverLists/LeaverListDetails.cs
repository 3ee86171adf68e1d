namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>One list.</summary>
/// <param name="Row">Its counts.</param>
/// <param name="Lines">A page of its lines.</param>
/// <param name="Next">The position after which the next page begins; null: this is the last.</param>
public sealed record LeaverListDetails(LeaverListRow Row, IReadOnlyList<LeaverListLine> Lines, int? Next);
