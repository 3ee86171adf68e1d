namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>One mass change.</summary>
/// <param name="Row">What waits.</param>
/// <param name="People">A page of who would leave by it, or did.</param>
/// <param name="Next">The case where the next page begins; null: this is the last.</param>
public sealed record ApprovalDetails(ApprovalRow Row, IReadOnlyList<ApprovalPerson> People, Guid? Next);
