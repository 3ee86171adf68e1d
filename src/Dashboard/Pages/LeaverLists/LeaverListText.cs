namespace Offboarding.Dashboard.Pages.LeaverLists;

/// <summary>Says how far a list is.</summary>
internal static class LeaverListText
{
    /// <summary>The state of a case that looks the same.</summary>
    public static string State(LeaverListRow row) => row switch
    {
        { NeedsAttention: > 0 } => "needs-attention",
        { HeldForApproval: > 0 } => "held-for-approval",
        { Waiting: > 0 } or { Running: > 0 } => "running",
        _ when row.Over >= row.People => "done",
        { Paused: > 0 } => "paused",
        _ => "scheduled",
    };

    /// <summary>In words.</summary>
    public static string Says(LeaverListRow row) => State(row) switch
    {
        "needs-attention" => "Needs attention",
        "held-for-approval" => "Awaiting approval",
        "running" when row.Waiting > 0 => "Being read",
        "running" => "In progress",
        "done" => "Finished",
        "paused" => "Paused",
        _ => "Scheduled",
    };
}
