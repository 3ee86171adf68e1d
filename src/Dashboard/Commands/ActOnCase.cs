using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;

namespace Offboarding.Dashboard.Commands;

/// <summary>Asks the worker to act on a case. The worker checks once more; here the operator hears it at once.</summary>
public sealed class ActOnCase(CaseReader cases, AskOnce ask)
{
    /// <summary>Sends the command if it is possible now and the form says what it has to.</summary>
    public async Task<ActOutcome> AskAsync(Guid id, CaseAct act, string? step, ActForm form, string actor, CancellationToken cancellationToken)
    {
        CaseNow? now = await cases.ReadNowAsync(id, cancellationToken);
        if (now is null)
        {
            return new ActOutcome(false, "There is no such case. Nothing was done.");
        }

        if (act.WhyNot(now) is { } reason)
        {
            return new ActOutcome(
                false, $"This case {reason}. Nothing was done.", now.LastAct?.OperationId, now.LastAct?.ActorName ?? now.LastAct?.Actor, now.LastAct?.At,
                Words.Did(now.LastAct?.Action));
        }

        if (Missing(act, form) is { } missing)
        {
            return new ActOutcome(false, missing);
        }

        return await ask.AskAsync(
            $"{id}/{act.Name}/{step}/{now.State}", actor, act.Command, Payload(now, act, step, form), form.Why, (CaseActs.Asked(act, step), act.Did), cancellationToken);
    }

    private static string? Missing(CaseAct act, ActForm form) =>
        form.Why is null ? "Enter a comment for the audit trail. Nothing was changed."
        : act.AsksInAName && form.InTheNameOf is null ? "Choose on whose behalf: only an admin or owner of the workspace may request this. Nothing was done."
        : TakesADay(act) && !DateOnly.TryParseExact(form.Date, "yyyy-MM-dd", out _) ? "Enter a date, such as 2026-12-31. Nothing was done."
        : TakesADay(act) && !TimeZoneInfo.TryFindSystemTimeZoneById(form.TimeZone, out _)
            ? "Enter the IANA name of the time zone, such as Europe/Berlin. Nothing was done."
        : null;

    private static bool TakesADay(CaseAct act) => act == CaseActs.Reschedule || act == CaseActs.SetReturn;

    private static Dictionary<string, object?> Payload(CaseNow now, CaseAct act, string? step, ActForm form)
    {
        var payload = new Dictionary<string, object?> { ["workspaceId"] = now.WorkspaceId, ["offboardingId"] = now.Id };
        if (act.AsksInAName)
        {
            payload["requestedBy"] = form.InTheNameOf;
        }

        if (step is not null)
        {
            payload["step"] = step;
        }

        if (TakesADay(act))
        {
            payload[act == CaseActs.Reschedule ? "lastDate" : "returnDate"] = form.Date;
            payload["timeZone"] = form.TimeZone;
        }

        if (act == CaseActs.SetReturn)
        {
            payload["giveBackWork"] = form.GiveBackWork;
        }

        return payload;
    }
}

/// <summary>What somebody filled in for an act.</summary>
/// <param name="Why">Why, in their words; null: nothing was said.</param>
/// <param name="InTheNameOf">The admin or owner who is named; null: nobody.</param>
/// <param name="Date">A new day, as written.</param>
/// <param name="TimeZone">Its time zone, as written.</param>
/// <param name="GiveBackWork">Of a return: also gives back what was handed over.</param>
public sealed record ActForm(string? Why, Guid? InTheNameOf, string Date, string TimeZone, bool GiveBackWork)
{
    /// <summary>Reads the fields of a form.</summary>
    public static async Task<ActForm> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        return new ActForm(
            await Commands.Why.OfAsync(context, cancellationToken),
            Guid.TryParse(form["asker"], out Guid asker) ? asker : null,
            form["lastDate"].ToString().Trim(),
            form["timeZone"].ToString().Trim(),
            form["giveBackWork"] == "true");
    }
}
