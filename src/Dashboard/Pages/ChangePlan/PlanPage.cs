using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.New;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.ChangePlan;

/// <summary><c>/cases/{id}/plan</c>: who gets what from now on, of what has not been handed over.</summary>
public sealed class PlanPage(
    CaseReader cases, LeaverReader leavers, OverviewReader overviews, AskOnce ask, PageFrames frames)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The form, filled with the plan as it is.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, PlanPage page, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, id, null, null, cancellationToken);

    /// <summary>Asks for the change.</summary>
    public static async Task<IResult> Change(HttpContext context, Guid id, PlanPage page, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        return await page.AnswerAsync(context, id, new NewForm(name => fields[name]), await Why.OfAsync(context, cancellationToken), cancellationToken);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, Guid id, NewForm? form, string? why, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } details
            || await leavers.ReadAsync(details.Facts.WorkspaceId, details.Facts.UserId, cancellationToken, details.PlanRecipients.Select(static person => person.Id).Concat(PlanShelf.Among(form, null)), PlanShelf.Search(form)) is not { } leaver)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such case", $"There is no case with the id {id}.");
        }

        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(details.Facts.Plan, JsonSerializerOptions.Web)!;
        NewForm now = PlanFields.Of(plan, leaver);
        NewOutcome outcome = PlanShelf.Searched(NewOutcome.None, form, leaver);
        IReadOnlyList<PlanChangeRow> changes = [];
        ActOutcome? late = Late(details, form);
        if (form is not null && form.Text("does") != PlanShelf.Find && late is null)
        {
            Dictionary<string, Allocation> changed = PlanFields.Changed(form, PlanChanges.Open(details.Now));
            bool onlyShown = form.Text("look") == "true";
            List<FieldError> wrong = Check(form, changed, why, onlyShown);
            if (wrong.Count > 0)
            {
                outcome = new NewOutcome(wrong);
            }
            else if (onlyShown)
            {
                changes = Changes(details, leaver, plan, changed);
            }
            else
            {
                Guid operation = await SendAsync(context, details, form, changed, why, cancellationToken);
                RequestAnswer? answer = await leavers.AnswerAsync(details.Facts.WorkspaceId, operation, Patience, cancellationToken);
                if (answer is { What: "done" })
                {
                    return TypedResults.LocalRedirect($"/cases/{id}?asked={operation}&act=plan");
                }

                RefusalText? refusal = answer is { What: "refusal" } ? await leavers.RefusalAsync(answer.Id, cancellationToken) : null;
                outcome = new NewOutcome(refusal?.Fields ?? [], Refusal: refusal, Waiting: refusal is null ? operation : null);
            }
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<PlanView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            Leaver = frame.Shown(leaver),
            HasGroups = PlanFields.HasGroups(plan),
            Was = now,
            Form = late is null ? form ?? now : now,
            Outcome = frame.Shown(outcome),
            Changes = changes,
            Late = frame.Shown(late),
        })
        {
            StatusCode = late is not null ? StatusCodes.Status409Conflict
                : outcome.Errors.Count > 0 && outcome.Refusal is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    private async Task<Guid> SendAsync(
        HttpContext context, CaseDetails details, NewForm form, Dictionary<string, Allocation> changed, string? why, CancellationToken cancellationToken)
    {
        return await ask.SendAsync(
            $"{details.Facts.Id}/plan/{form.Text("key")}",
            context.User.Actor(),
            MessageNames.Of<ChangeHandoverRequested>(),
            new
            {
                workspaceId = details.Facts.WorkspaceId,
                offboardingId = details.Facts.Id,
                requestedBy = Guid.Parse(form.Text("asker")),
                handover = changed,
            },
            why,
            cancellationToken);
    }

    /// <summary>What the form would change, beside what stays as it is.</summary>
    private static IReadOnlyList<PlanChangeRow> Changes(CaseDetails details, LeaverDetails leaver, HandoverPlan plan, Dictionary<string, Allocation> changed)
    {
        List<Person> people =
        [
            .. details.PlanRecipients,
            .. leaver.Colleagues.Select(static one => new Person { Id = one.Id, Name = one.Name, Status = "active" }),
            .. leaver.Teams.Select(static team => new Person { Id = team.Id, Name = $"team {team.Name}", Status = "active" }),
        ];
        return [.. PlanChanges.Open(details.Now).Select(kind => PlanText.Change(
            kind, PlanFields.Allocation(plan, kind), changed.GetValueOrDefault(kind) ?? PlanFields.Allocation(plan, kind),
            details.Steps.FirstOrDefault(step => step.Name == $"reassign-{kind}")?.Done ?? 0, people))];
    }

    /// <summary>The last change of the plan, as far as is known.</summary>
    internal static AuditRow? LastChange(CaseDetails details) => details.Audit.FirstOrDefault(static row => row.Action == "handover-changed");

    /// <summary>Somebody was faster, or the case has gone on; null: the form is about the plan as it is.</summary>
    private static ActOutcome? Late(CaseDetails details, NewForm? form) =>
        PlanChanges.WhyNot(details.Now) is { } reason ? new ActOutcome(false, $"This case {reason}.{(form is null ? "" : " Nothing was done.")}")
        : form is not null && LastChange(details) is { } last && form.Text("seen") != $"{last.Id}"
            ? new ActOutcome(false, "Nothing was done; below is the plan as it is now.", last.OperationId, last.ActorName ?? last.Actor, last.At, "changed")
        : null;

    /// <param name="form">As it came back.</param>
    /// <param name="changed">The kinds that are different.</param>
    /// <param name="why">Why; null: nothing was said.</param>
    /// <param name="onlyShown">Nothing is sent: who asks and why can be said later.</param>
    private static List<FieldError> Check(NewForm form, Dictionary<string, Allocation> changed, string? why, bool onlyShown)
    {
        List<FieldError> wrong =
            [.. form.PlanErrors.Where(error => changed.Keys.Any(kind => error.Path.StartsWith($"handover.{kind}.", StringComparison.Ordinal)))];
        if (changed.Count == 0)
        {
            wrong.Add(new FieldError { Path = "handover", Problem = "Nothing is different from the plan as it is." });
        }

        if (onlyShown)
        {
            return wrong;
        }

        if (!Guid.TryParse(form.Text("asker"), out _))
        {
            wrong.Add(new FieldError { Path = "requestedBy", Problem = "Choose on whose behalf you request this." });
        }

        if (why is null)
        {
            wrong.Add(new FieldError { Path = "comment", Problem = "Enter a comment for the audit trail." });
        }

        return wrong;
    }
}
