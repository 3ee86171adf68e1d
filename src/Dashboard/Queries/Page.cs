namespace Offboarding.Dashboard.Queries;

/// <summary>Some rows and where the next ones begin, if there are any.</summary>
public sealed record Page<TRow>(IReadOnlyList<TRow> Rows, Cursor? Older);
