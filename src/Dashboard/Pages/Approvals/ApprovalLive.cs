using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>One mass change and its people.</summary>
public sealed class ApprovalLive(ApprovalReader approvals, Fragments fragments) : LiveReader<LiveView.Approval>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Approval view, Overview overview, CancellationToken cancellationToken)
    {
        if (await approvals.ReadAsync(view.Id, view.Rights.Me, view.After, cancellationToken) is not { } read)
        {
            return null;
        }

        ApprovalDetails details = Shown(read, view);
        return AllOf(
            Part<ApprovalCard>($"approval-{details.Row.Id}", details.Row.ToString(), new() { ["Row"] = details.Row, ["Rights"] = view.Rights }),
            Part<ApprovalPeople>(
                "approval-people", $"{details.Row.Status} {string.Join('\n', details.People)}", new() { ["Details"] = details, ["After"] = view.After }));
    }
}
