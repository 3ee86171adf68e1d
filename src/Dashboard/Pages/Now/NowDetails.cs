using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Cases;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary>What the Now page shows besides the strip.</summary>
/// <param name="Bars">Finished and failed, the oldest first.</param>
/// <param name="Lockout">How long lockouts took.</param>
/// <param name="Attention">What wants somebody; at most 20 of each sort.</param>
/// <param name="Queues">As a worker last saw them; empty where no broker is used.</param>
/// <param name="Last">The last one that was finished; null: none was.</param>
/// <param name="Approvals">Mass changes that wait for a second person, the first to expire first; at most 20.</param>
public sealed record NowDetails(
    IReadOnlyList<NowBar> Bars, LockoutTimes Lockout, IReadOnlyList<AttentionRow> Attention, IReadOnlyList<QueueRow> Queues, CaseRow? Last,
    IReadOnlyList<ApprovalRow> Approvals);
