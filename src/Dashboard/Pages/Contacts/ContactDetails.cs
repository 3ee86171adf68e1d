using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary>One contact, and in whose name an operator can ask for something about it.</summary>
public sealed record ContactDetails(ContactFacts Facts, IReadOnlyList<Asker> Askers);
