using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Holds;

/// <summary>A page of legal holds.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Older">Where the next page begins; null: there is none.</param>
/// <param name="Askers">In whose name an operator can ask, of the workspaces concerned.</param>
public sealed record HoldList(IReadOnlyList<HoldRow> Rows, Cursor? Older, IReadOnlyList<Asker> Askers);
