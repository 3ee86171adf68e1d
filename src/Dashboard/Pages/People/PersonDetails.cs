using Offboarding.Dashboard.Pages.Holds;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Everything the page of a person shows.</summary>
/// <param name="Facts">Who they are, and what decides what can be done.</param>
/// <param name="Holds">Open work by kind.</param>
/// <param name="Cases">What was done about them, the newest first.</param>
/// <param name="LegalHolds">Those that stand and those that were lifted, the newest first.</param>
/// <param name="Askers">In whose name an operator can ask.</param>
public sealed record PersonDetails(
    PersonFacts Facts, IReadOnlyList<OpenWorkRow> Holds, IReadOnlyList<PersonCase> Cases, IReadOnlyList<HoldRow> LegalHolds, IReadOnlyList<Asker> Askers);
