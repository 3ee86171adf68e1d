using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>Somebody who could receive work, with what they have now.</summary>
/// <param name="Id">The user.</param>
/// <param name="Name">Their name.</param>
/// <param name="SameTeam">In a team of the leaver.</param>
/// <param name="Loads">Open items by kind.</param>
public sealed record Colleague(
    Guid Id, [property: PersonalData(Personal.Name)] string Name, bool SameTeam, IReadOnlyDictionary<string, long> Loads);
