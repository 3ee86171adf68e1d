namespace Offboarding.Worker.Monitoring;

/// <summary>Open work that was left with somebody who is gone, although a step was to move all of it.</summary>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="CaseId">The completed case that moved this kind of work last.</param>
/// <param name="Step">Its step for this kind.</param>
internal sealed record LeftBehind(Guid WorkspaceId, Guid CaseId, string Step);
