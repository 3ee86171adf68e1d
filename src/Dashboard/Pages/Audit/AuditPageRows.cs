namespace Offboarding.Dashboard.Pages.Audit;

/// <summary>A page of the audit trail.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Older">The id before which the next page begins; null: there is none.</param>
/// <param name="Changed">Entries of this page that do not read as they were written.</param>
public sealed record AuditPageRows(IReadOnlyList<AuditRow> Rows, long? Older, IReadOnlySet<long> Changed)
{
    /// <summary>No entry.</summary>
    public static AuditPageRows None { get; } = new([], null, new HashSet<long>());
}
