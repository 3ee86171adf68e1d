using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>What is to happen on a day, table by table.</summary>
public sealed class ScheduledLive(ScheduledReader scheduled, Fragments fragments) : LiveReader<LiveView.Scheduled>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Scheduled view, Overview overview, CancellationToken cancellationToken)
    {
        ScheduledDetails details = Shown(await scheduled.ReadAsync(cancellationToken), view);
        return AllOf(
            DaysOf("last-days", "Last days", "Nobody's departure is scheduled.", details.LastDays),
            Part<ReturnDays>("returns", string.Join(' ', details.Returns), new() { ["Details"] = details, ["Rights"] = view.Rights }),
            DaysOf("deletions", "Deletions", "Nobody is to be deleted for ever on a day.", details.Deletions),
            Part<DueRetries>("retries", string.Join(' ', details.Retries), new() { ["Rows"] = details.Retries }));

        LivePart DaysOf(string id, string title, string empty, IReadOnlyList<LastDayRow> rows) => Part<LastDays>(id, string.Join(' ', rows), new()
        {
            ["Id"] = id,
            ["Title"] = title,
            ["Empty"] = empty,
            ["Rows"] = rows,
            ["Askers"] = details.Askers,
            ["Rights"] = view.Rights,
        });
    }
}
