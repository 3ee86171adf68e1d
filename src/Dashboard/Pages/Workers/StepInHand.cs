namespace Offboarding.Dashboard.Pages.Workers;

/// <summary>A step that a worker works on.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Since">When it was taken in hand, by the worker's clock.</param>
public sealed record StepInHand(Guid CaseId, string Step, DateTimeOffset Since);
