using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Scheduled;

/// <summary>What is to happen, the soonest first; of each list up to 51 rows.</summary>
/// <param name="LastDays">Departures that start on their last day.</param>
/// <param name="Deletions">People who are deleted for ever on that day (D8).</param>
/// <param name="Returns">Who is to be active again.</param>
/// <param name="Retries">Steps that are tried again by themselves.</param>
/// <param name="Askers">In whose name an operator can ask, of the workspaces concerned.</param>
public sealed record ScheduledDetails(
    IReadOnlyList<LastDayRow> LastDays, IReadOnlyList<LastDayRow> Deletions, IReadOnlyList<ReturnRow> Returns, IReadOnlyList<RetryRow> Retries, IReadOnlyList<Asker> Askers);
