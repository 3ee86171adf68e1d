using System.Globalization;
using Offboarding.Local.Demo;
using Say = Offboarding.Worker.Infrastructure.Say;

namespace Offboarding.Local.Terminal;

/// <summary>Says in a few lines how a case ended: what was done, and who got how much.</summary>
internal sealed class CaseSummary(CaseReader reader, LocalTerminal terminal)
{
    /// <summary>Says it.</summary>
    /// <returns>Whether all is as it was asked for: completed, or waiting for its day or for a second person.</returns>
    public async Task<bool> ShowAsync(CaseSnapshot end, CancellationToken cancellationToken)
    {
        if (end.State is "scheduled" or "held-for-approval")
        {
            terminal.Done(Waits(end));
            SayLate(end);
            return true;
        }
        if (end.State != "completed")
        {
            SayLate(end);
            terminal.Problem($"the case of {end.Leaver} is {end.State}{Why(end)}; the dashboard shows more and offers a retry.");
            return false;
        }
        terminal.Done($"{What(end)}{After(end.CompletedAt, end.StartedAt)}.");
        terminal.Say($"  case {end.Id}");
        SayLate(end);
        if (end.SignInClosedAt is not null)
            terminal.Say($"  sign-in closed at {end.SignInClosedAt:HH:mm:ss.fff} UTC, sessions ended{After(end.SessionsEndedAt, end.SignInClosedAt)}");
        foreach (StepSnapshot step in end.Steps)
            terminal.Say($"  {step.Name}: {step.Done:N0}{(step.Status == "done" ? "" : " " + step.Status)}");
        foreach (RecipientTotal share in await reader.SharesAsync(end.Id, cancellationToken))
            terminal.Say($"  {share.Recipient ?? "unassigned"} got {Say.Items(share.Items, share.Kind)}");
        foreach (LeftoverTotal left in await reader.LeftoversAsync(end.Id, cancellationToken))
            terminal.Say($"  {Say.Items(left.Items, left.Kind)} {(left.Items == 1 ? "stays where it is" : "stay where they are")}: {left.Reason} since");
        return true;
    }

    private void SayLate(CaseSnapshot end)
    {
        if (end is { LateLastDay: { } late, State: "held-for-approval" })
            terminal.Say($"  the last day ended at {Say.Instant(late)}, before the request came; the departure starts as soon as it is approved");
        else if (end.LateLastDay is { } passed)
            terminal.Say($"  the last day ended at {Say.Instant(passed)}, before the request came; the departure started at once");
    }

    private static string What(CaseSnapshot end) => end.Kind switch
    {
        "reassign" => $"The work of {end.Leaver} is reassigned",
        "undo" => $"The handover of {end.Leaver} is undone",
        "delete" => "The user is deleted",
        _ => $"{end.Leaver} is offboarded",
    };

    private static string Waits(CaseSnapshot end) => end.State == "scheduled"
        ? $"The case of {end.Leaver} begins on {end.DueAt:yyyy-MM-dd HH:mm} UTC. Until then it can be rescheduled or cancelled: offboardingId {end.Id}."
        : $"The case of {end.Leaver} waits for a second person, who approves or rejects it: approvalId {end.ApprovalId}.";

    private static string After(DateTime? end, DateTime? start) =>
        end - start is { } duration ? string.Create(CultureInfo.InvariantCulture, $" after {duration.TotalSeconds:0.0##} s") : "";

    private static string Why(CaseSnapshot end) =>
        end.Steps.FirstOrDefault(static step => step.Status == "failed") is { LastError: { } error } step ? $" ({step.Name}: {error})" : "";
}
