namespace Offboarding.Worker.Audit;

/// <summary>One thing that is wrong with the audit trail.</summary>
/// <param name="WorkspaceId">Whose trail.</param>
/// <param name="Number">The place in the workspace's chain, from 1; 0 where there is none.</param>
/// <param name="AuditId">The entry; 0 where there is none any more.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record AuditFinding(Guid WorkspaceId, long Number, long AuditId, AuditProblem Problem);
