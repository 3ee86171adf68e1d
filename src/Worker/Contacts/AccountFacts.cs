namespace Offboarding.Worker.Contacts;

/// <summary>What a contact's sign-in account holds.</summary>
/// <param name="Id">The user.</param>
/// <param name="HoldsSeat">An active full user.</param>
/// <param name="Case">A departure, a reassignment or another case of the account that is not over.</param>
/// <param name="Work">The open items for each kind of work; without those it has none of.</param>
public sealed record AccountFacts(Guid Id, bool HoldsSeat, Guid? Case, IReadOnlyDictionary<string, long> Work);
