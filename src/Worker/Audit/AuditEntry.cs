namespace Offboarding.Worker.Audit;

/// <summary>One act: who did what. Written in the transaction of the act (F7).</summary>
/// <param name="WorkspaceId">The workspace it concerns.</param>
/// <param name="CaseId">The case, if there is one.</param>
/// <param name="Actor">A user's id, an operator's account name, or <see cref="System"/>.</param>
/// <param name="Action">A verb in the past tense, in kebab-case.</param>
/// <param name="OperationId">The request id of the command that caused it.</param>
/// <param name="Details">Written as JSON; ids and counts, no names.</param>
public sealed record AuditEntry(
    Guid WorkspaceId, Guid? CaseId, string Actor, string Action, Guid? OperationId = null, object? Details = null)
{
    /// <summary>The worker itself.</summary>
    public const string System = "offboarding";
}
