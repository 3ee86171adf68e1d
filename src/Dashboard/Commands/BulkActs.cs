namespace Offboarding.Dashboard.Commands;

/// <summary>What can be asked for of many at once (docs/adr/0024).</summary>
public static class BulkActs
{
    /// <summary>The most that one operation takes; <c>dashboard.freeze_operation</c> has the same number.</summary>
    public const int Most = 100_000;

    public static BulkAct Retry { get; } = new(
        "retry-steps", "Retry failed steps", Security.Permission.Retry, AsksInAName: false,
        "Each failed step runs again, with a fresh number of attempts. One that waits for its next attempt is tried at once, with the attempts it has left.");

    public static BulkAct Skip { get; } = new(
        "skip-steps", "Skip failed steps", Security.Permission.Skip, AsksInAName: false,
        "Skips each failed step permanently: its remaining work is not done. A step that ends access is never skipped.");

    public static BulkAct Pause { get; } = new("pause-cases", "Pause", Security.Permission.Cancel, AsksInAName: false, CaseActs.Pause.Explains);

    public static BulkAct Resume { get; } = new("resume-cases", "Resume", Security.Permission.Start, AsksInAName: false, CaseActs.Resume.Explains);

    public static BulkAct Cancel { get; } = new("cancel-cases", "Cancel", Security.Permission.Cancel, AsksInAName: true, "The people stay. Nothing has been changed yet, so nothing has to be put back.");

    public static BulkAct Replay { get; } = new("replay-messages", "Replay", Security.Permission.Retry, AsksInAName: false, "Each message is taken again, byte for byte.");

    /// <summary>Those on cases, in the order of the list.</summary>
    public static IReadOnlyList<BulkAct> OnCases { get; } = [Retry, Skip, Pause, Resume, Cancel];

    /// <summary>The act of a kind; null: there is none.</summary>
    public static BulkAct? Of(string kind) => OnCases.Append(Replay).FirstOrDefault(act => act.Kind == kind);

    /// <summary>Those on cases that somebody may ask for.</summary>
    public static IReadOnlyList<BulkAct> For(Func<string, bool> may) =>
        may(Security.Permission.RetryInBulk) ? [.. OnCases.Where(act => may(act.Permission))] : [];
}

/// <summary>Something that can be asked for of many at once. What it does to each is what the single act does.</summary>
/// <param name="Kind">Of the operation: <c>pause-cases</c>.</param>
/// <param name="Label">In the list of acts.</param>
/// <param name="Permission">What one needs besides <c>retry-in-bulk</c>: that of the single act.</param>
/// <param name="AsksInAName">It is asked for on behalf of an admin or owner, so all of them are of one workspace (docs/adr/0020).</param>
/// <param name="Explains">What it does, in a sentence or two.</param>
public sealed record BulkAct(string Kind, string Label, string Permission, bool AsksInAName, string Explains);
