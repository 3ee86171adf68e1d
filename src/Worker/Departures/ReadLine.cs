using Offboarding.Contracts;

namespace Offboarding.Worker.Departures;

/// <summary>A line that was read.</summary>
/// <param name="Request">The person's own request; null if something is wrong.</param>
/// <param name="Json">That request as JSON, for a replay.</param>
/// <param name="Errors">What is wrong, with paths in the list.</param>
internal sealed record ReadLine(DeactivateUserRequested? Request, string Json, IReadOnlyList<FieldError> Errors);
