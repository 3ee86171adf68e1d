using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>One operation with a page of its items.</summary>
/// <param name="Row">Who, why, how far.</param>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Next">The number after which the next page begins; null: there is none.</param>
/// <param name="Askers">In whose name it can be started, while it waits for its yes.</param>
/// <param name="Workspaces">Those it is of, while it waits for its yes and is of several.</param>
public sealed record OperationDetails(
    OperationRow Row, IReadOnlyList<OperationItemRow> Items, int? Next, IReadOnlyList<Asker> Askers, IReadOnlyList<WorkspaceShare> Workspaces);
