using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Pages.Trends;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Workspaces;

/// <summary>What goes on in one workspace.</summary>
/// <param name="Counts">People and seats.</param>
/// <param name="Open">Unfinished cases by state.</param>
/// <param name="Failing">What fails or is retried.</param>
/// <param name="Waiting">What waits for somebody.</param>
/// <param name="Weeks">Departures by the week of their request, the oldest first; weeks without any are left out.</param>
/// <param name="Steps">How often steps failed.</param>
/// <param name="Latest">The last ten cases.</param>
public sealed record WorkspaceDetails(
    WorkspaceCounts Counts, IReadOnlyList<OpenCases> Open, IReadOnlyList<FailingGroup> Failing, WaitingThere Waiting, IReadOnlyList<WeekRow> Weeks,
    IReadOnlyList<StepRate> Steps, IReadOnlyList<LatestCase> Latest);
