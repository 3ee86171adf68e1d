using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Jobs;

/// <summary>What the page of cases shows.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Cases">As whoever asks may see them.</param>
/// <param name="Jobs">The jobs of their steps, by case.</param>
internal sealed record CasesWithJobs(CaseQuery Query, Page<CaseRow> Cases, ILookup<Guid, JobOfStep> Jobs);
