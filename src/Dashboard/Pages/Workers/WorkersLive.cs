using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workers;

/// <summary>The workers.</summary>
public sealed class WorkersLive(WorkerReader workers, Fragments fragments) : LiveReader<LiveView.Workers>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Workers view, Overview overview, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkerRow> rows = Shown(await workers.ListAsync(cancellationToken), view);
        return Whole<WorkerList>(string.Join('\n', rows), new() { ["Workers"] = rows });
    }
}
