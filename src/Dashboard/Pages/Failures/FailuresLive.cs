using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Failures;

/// <summary>The groups of failures.</summary>
public sealed class FailuresLive(FailureReader failures, Fragments fragments) : LiveReader<LiveView.Failures>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Failures view, Overview overview, CancellationToken cancellationToken)
    {
        IReadOnlyList<FailureGroup> groups = Shown(await failures.GroupsAsync(view.Status, cancellationToken), view);
        return Whole<FailureGroups>(string.Join('\n', groups), new() { ["Groups"] = groups, ["Status"] = view.Status });
    }
}
