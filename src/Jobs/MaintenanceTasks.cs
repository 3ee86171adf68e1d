namespace Offboarding.Jobs;

/// <summary>The tasks; each is a recurring job of that id.</summary>
public static class MaintenanceTasks
{
    /// <summary>Looks for open work of inactive users.</summary>
    public const string WorkLeftBehind = "work-left-behind";

    /// <summary>Ends invitations that nobody accepted in time.</summary>
    public const string ExpiredInvitations = "expired-invitations";

    /// <summary>Ends requests for approval that nobody decided in time.</summary>
    public const string ExpiredApprovals = "expired-approvals";

    /// <summary>Removes workers that have been offline for a day.</summary>
    public const string OfflineWorkers = "offline-workers";

    /// <summary>Deletes finished history that is older than the retention settings.</summary>
    public const string Retention = "retention";

    /// <summary>Verifies the hash chain of the audit trail.</summary>
    public const string AuditVerification = "audit-verification";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [WorkLeftBehind, ExpiredInvitations, ExpiredApprovals, OfflineWorkers, Retention, AuditVerification];
}
