using Offboarding.Dashboard.Lists;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>A page of the people of a workspace.</summary>
/// <param name="Workspace">Counts of all of them, and its seats.</param>
/// <param name="People">By name; for whoever does not see names by id.</param>
/// <param name="Next">The last one, where the next page begins; null: there is none.</param>
public sealed record PeopleList(WorkspaceCounts Workspace, IReadOnlyList<UserRow> People, Guid? Next);
