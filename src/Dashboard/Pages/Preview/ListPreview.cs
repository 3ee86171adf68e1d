using Offboarding.Contracts;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>What would happen if a list were sent.</summary>
/// <param name="Answer">As it was sent.</param>
/// <param name="People">Recipients it names.</param>
public sealed record ListPreview(OffboardingListPreviewed Answer, IReadOnlyList<Person> People);
