using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>What one has to know to plan a departure.</summary>
/// <param name="Leaver">Who leaves.</param>
/// <param name="Holds">Open items by kind.</param>
/// <param name="Colleagues">Active users, those of the leaver's teams first; at most 60.</param>
/// <param name="Teams">Teams with somebody active in them.</param>
/// <param name="Askers">In whose name an operator can ask.</param>
/// <param name="Plans">What is kept by name for the workspace; at most 100.</param>
public sealed record LeaverDetails(
    LeaverRow Leaver, IReadOnlyDictionary<string, long> Holds, IReadOnlyList<Colleague> Colleagues, IReadOnlyList<TeamRow> Teams, IReadOnlyList<Asker> Askers,
    IReadOnlyList<SavedPlanRow> Plans);
