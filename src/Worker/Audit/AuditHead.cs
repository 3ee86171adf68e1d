namespace Offboarding.Worker.Audit;

/// <summary>The end of a workspace's audit trail. A copy kept elsewhere proves later that nothing before it was rewritten.</summary>
/// <param name="WorkspaceId">Whose trail.</param>
/// <param name="Number">Number of entries.</param>
/// <param name="Hash">SHA-256 over the last entry and the hash before it, in hex.</param>
public sealed record AuditHead(Guid WorkspaceId, long Number, string Hash);
