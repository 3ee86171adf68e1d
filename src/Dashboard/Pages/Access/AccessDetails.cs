namespace Offboarding.Dashboard.Pages.Access;

/// <summary>What the page shows.</summary>
/// <param name="People">Who is signed in.</param>
/// <param name="Entries">A page of the access log, newest first.</param>
/// <param name="Older">Where the next page begins; null: there is none.</param>
public sealed record AccessDetails(IReadOnlyList<SignedInRow> People, IReadOnlyList<AccessRow> Entries, long? Older)
{
    /// <summary>The names of the workspaces to which somebody is limited; an id that is not in it is no workspace.</summary>
    public IReadOnlyDictionary<Guid, string> Workspaces { get; init; } = new Dictionary<Guid, string>();
}
