using Offboarding.Contracts;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Preview;

/// <summary>Everything one preview shows.</summary>
/// <param name="Row">What the list shows.</param>
/// <param name="Answer">As it was sent.</param>
/// <param name="People">Those it names who are there.</param>
public sealed record PreviewDetails(PreviewRow Row, OffboardingPreviewed Answer, IReadOnlyList<Person> People);
