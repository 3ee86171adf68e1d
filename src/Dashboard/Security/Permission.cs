namespace Offboarding.Dashboard.Security;

/// <summary>What somebody may do. Each route names exactly one; <see cref="Role"/> says who has which.</summary>
public static class Permission
{
    /// <summary>The type of the claim that carries a permission. It is worked out for each request and never kept in a cookie.</summary>
    public const string ClaimType = "offboarding.permission";

    /// <summary>See cases, steps, errors, messages and who did what, with names as initials and addresses without their first part.</summary>
    public const string View = "view";

    /// <summary>See names, email addresses and the bytes of messages as they are.</summary>
    public const string ViewPersonalData = "view-personal-data";

    /// <summary>Run a failed step again, send a stored message again.</summary>
    public const string Retry = "retry";

    /// <summary>The same for many at once, and stop such an operation.</summary>
    public const string RetryInBulk = "retry-in-bulk";

    /// <summary>Leave a step out.</summary>
    public const string Skip = "skip";

    /// <summary>End or hold something that was asked for: cancel or pause a departure, discard a message.</summary>
    public const string Cancel = "cancel";

    /// <summary>Set something going: a departure, a return, an undo, a changed date or plan, a paused departure again.</summary>
    public const string Start = "start";

    /// <summary>Let go what is held for approval.</summary>
    public const string Approve = "approve";

    /// <summary>Take data out of the dashboard as a file.</summary>
    public const string Export = "export";

    /// <summary>Permanently delete a person.</summary>
    public const string Delete = "delete";

    /// <summary>See who is signed in and who read what, and end others' sessions.</summary>
    public const string ManageAccess = "manage-access";

    /// <summary>See and act on what belongs to no workspace: workers, Hangfire's pages, metrics.</summary>
    public const string ViewSystem = "view-system";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [View, ViewPersonalData, Retry, RetryInBulk, Skip, Cancel, Start, Approve, Export, Delete, ManageAccess, ViewSystem];

    /// <summary>What nobody has who is limited to some workspaces: it cannot be limited.</summary>
    public static IReadOnlyList<string> OfAllWorkspaces { get; } = [ManageAccess, ViewSystem];
}
