using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>What waits for a second person, and what was decided.</summary>
public sealed class ApprovalsLive(ApprovalReader approvals, Fragments fragments) : LiveReader<LiveView.Approvals>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Approvals view, Overview overview, CancellationToken cancellationToken)
    {
        ApprovalList list = Shown(await approvals.ListAsync(view.Rights.Me, view.Before, cancellationToken), view);
        return Whole<ApprovalLists>(
            $"{string.Join('\n', list.Open)} {string.Join(' ', list.People.Select(static person => person.Id))} {string.Join('\n', list.Decided.Rows)}",
            new() { ["List"] = list, ["Before"] = view.Before, ["Rights"] = view.Rights });
    }
}
