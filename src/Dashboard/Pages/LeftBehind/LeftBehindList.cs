namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary>Who has open work of those who were looked at.</summary>
/// <param name="Rows">In the order of workspaces and ids.</param>
/// <param name="LookedAt">People who are gone and were looked at.</param>
/// <param name="Next">The last one who was looked at, as workspace and user; null: there are no more.</param>
public sealed record LeftBehindList(IReadOnlyList<LeftBehindRow> Rows, int LookedAt, (Guid Workspace, Guid User)? Next);
