using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// What can be done to a case. The rules are the worker's, which checks once more; here only what is possible now is offered, and
/// who comes too late hears it at once.
/// </summary>
public static class CaseActs
{
    /// <summary>Steps of this phase end access; they are never left out or held.</summary>
    public const int LockoutPhase = 1;

    public static CaseAct Pause { get; } = new(
        "pause", "Pause", "paused", "Pauses the handover until resumed. Sign-in stays closed; a running batch finishes first.",
        MessageNames.Of<PauseOffboardingRequested>(), AsksInAName: false, WhyNotPause);

    public static CaseAct Resume { get; } = new(
        "resume", "Resume", "resumed", "The handover continues where it was paused.",
        MessageNames.Of<ResumeOffboardingRequested>(), AsksInAName: false,
        static now => now.State == "paused" ? null : $"is not paused, it is {State(now)}");

    public static CaseAct Cancel { get; } = new(
        "cancel", "Cancel the case", "cancelled", "The person stays. Nothing has been changed yet, so nothing has to be put back.",
        MessageNames.Of<CancelOffboardingRequested>(), AsksInAName: true, WhyNotMove);

    public static CaseAct Reschedule { get; } = new(
        "reschedule", "Reschedule", "rescheduled", "Takes effect when that day is over, at the following midnight in the time zone. Nothing changes before.",
        MessageNames.Of<RescheduleOffboardingRequested>(), AsksInAName: true, WhyNotMove);

    public static CaseAct SetReturn { get; } = new(
        "set-return", "Set the return", "given another return day",
        "Reactivates the person on that day if a seat is free. If not, you are told and the return follows automatically.",
        MessageNames.Of<SetReturnRequested>(), AsksInAName: true, WhyNotReturn);

    public static CaseAct CancelReturn { get; } = new(
        "cancel-return", "Cancel the return", "cancelled", "The person stays out.",
        MessageNames.Of<CancelReturnRequested>(), AsksInAName: true,
        static now => now.ReturnStatus is "expected" or "held-up" ? null : "has no return that is still to come");

    public static CaseAct Undo { get; } = new(
        "undo", "Undo the handover", "undone",
        "What nobody has touched since goes back to the person, who has to be active again; the rest is listed. A handover is undone once.",
        MessageNames.Of<UndoHandoverRequested>(), AsksInAName: true, WhyNotUndo);

    /// <summary>Those on the whole case, in the order of the buttons.</summary>
    public static IReadOnlyList<CaseAct> All { get; } = [Resume, Pause, Reschedule, Cancel, SetReturn, CancelReturn, Undo];

    /// <summary>Leaving out one step.</summary>
    public static CaseAct Skip(string step) => new(
        "skip", "Skip", "skipped", "Skips the step permanently: its remaining work is not done, and the case no longer waits for it.",
        MessageNames.Of<SkipStepRequested>(), AsksInAName: false, now => WhyNotSkip(now, step));

    /// <summary>What is said once it was sent.</summary>
    public static string Asked(CaseAct act, string? step) =>
        step is null ? $"Requested: {char.ToLowerInvariant(act.Label[0])}{act.Label[1..]}." : $"Requested: skip “{Words.Step(step)}”.";

    private static string? WhyNotSkip(CaseNow now, string name) => now.Steps.FirstOrDefault(step => step.Name == name) switch
    {
        null => "has no such step",
        _ when IsOver(now) => $"is {State(now)}",
        { Phase: <= LockoutPhase } => "cannot skip the step that ends access",
        { Status: "done" or "skipped" } step => $"needs nothing of this step any more: it is {Words.Label(step.Status).ToLowerInvariant()}",
        _ => null,
    };

    private static string? WhyNotPause(CaseNow now) =>
        now.State is "scheduled" or "held-for-approval" or "paused" || IsOver(now) ? $"is {State(now)}"
        : now.Steps.Any(step => step.Phase <= LockoutPhase && step.Status is not ("done" or "skipped")) ? "is still ending sessions; that is not paused"
        : null;

    private static string? WhyNotMove(CaseNow now) =>
        now.State is "scheduled" or "held-for-approval" ? null : IsOver(now) ? $"is {State(now)}" : "has started: sign-in is closed";

    private static string? WhyNotReturn(CaseNow now) => now switch
    {
        { Kind: not "deactivate" } => "is not a departure",
        { State: "refused" or "cancelled" } => $"is {State(now)}",
        { ReturnStatus: "returned" or "cancelled" } => "has its return behind it",
        { State: "completed", ReturnStatus: null } => "is completed; to let the person in again, reactivate them",
        _ => null,
    };

    private static string? WhyNotUndo(CaseNow now) => now switch
    {
        { Kind: "undo" } => "is itself an undo",
        { State: not "completed" } => $"is {State(now)}, not completed",
        { UndoneBy: not null } => "has already been undone",
        { Moved: false } => "moved nothing",
        _ => null,
    };

    private static bool IsOver(CaseNow now) => now.State is "completed" or "refused" or "cancelled";

    private static string State(CaseNow now) => Words.Label(now.State).ToLowerInvariant();
}

/// <summary>Something an operator can do to a case. What is possible now is a pure function of what the case is now.</summary>
/// <param name="Name">In addresses and ids: <c>pause</c>.</param>
/// <param name="Label">On the button.</param>
/// <param name="Did">A verb in the past tense, for who comes second.</param>
/// <param name="Explains">What it does, in a sentence or two.</param>
/// <param name="Command">The stable name of the command.</param>
/// <param name="AsksInAName">It is asked for on behalf of an admin or owner (docs/adr/0020).</param>
/// <param name="WhyNot">Completes "This case "; null: it can be done now.</param>
public sealed record CaseAct(
    string Name, string Label, string Did, string Explains, string Command, bool AsksInAName, Func<CaseNow, string?> WhyNot);

/// <summary>The buttons of a case. With htmx the answer is a notice; without scripts a success leads back to the page.</summary>
public static class CaseActEndpoints
{
    /// <summary>Leaves a step out.</summary>
    public static Task<IResult> Skip(HttpContext context, Guid id, string step, ActOnCase acting, CasePage page, CancellationToken cancellationToken) =>
        AskAsync(context, id, CaseActs.Skip(step), step, acting, page, cancellationToken);

    /// <summary>An act on the whole case.</summary>
    public static Func<HttpContext, Guid, ActOnCase, CasePage, CancellationToken, Task<IResult>> For(CaseAct act) =>
        (context, id, acting, page, cancellationToken) => AskAsync(context, id, act, null, acting, page, cancellationToken);

    private static async Task<IResult> AskAsync(
        HttpContext context, Guid id, CaseAct act, string? step, ActOnCase acting, CasePage page, CancellationToken cancellationToken)
    {
        ActForm form = await ActForm.ReadAsync(context, cancellationToken);
        ActOutcome outcome = await acting.AskAsync(id, act, step, form, context.User.Actor(), cancellationToken);
        return await ActAnswer.OfAsync(
            context, outcome, $"/cases/{id}?act={act.Name}&step={Uri.EscapeDataString(step ?? "")}", () => page.RenderAsync(context, id, step, outcome, cancellationToken));
    }
}
