using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>What waits for a second person, and what was decided.</summary>
/// <param name="Open">What waits, the first to expire first; at most 50.</param>
/// <param name="People">The first of those who wait, of each.</param>
/// <param name="Decided">The newest first, a page of them.</param>
public sealed record ApprovalList(IReadOnlyList<ApprovalRow> Open, IReadOnlyList<ApprovalPerson> People, Page<ApprovalRow> Decided);
