namespace Offboarding.Worker.Approvals;

/// <summary>What a departure waits for.</summary>
/// <param name="Id">The approval.</param>
/// <param name="ExpiresAt">UTC.</param>
internal sealed record Approval(Guid Id, DateTime ExpiresAt);
