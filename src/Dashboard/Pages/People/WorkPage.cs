using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.New;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.People;

/// <summary><c>/people/{workspace}/{user}/work</c>: hands somebody's work over, whether they are gone or stay (D5, D11). Nobody is locked out.</summary>
public sealed class WorkPage(LeaverReader leavers, OverviewReader overviews, AskOnce ask, PageFrames frames)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The form.</summary>
    public static Task<IResult> Show(HttpContext context, Guid workspace, Guid user, WorkPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, workspace, user, null, NewOutcome.None, cancellationToken);

    /// <summary>Asks for it, and leads to the case it becomes.</summary>
    public static async Task<IResult> Post(HttpContext context, Guid workspace, Guid user, WorkPage page, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        var form = new NewForm(name => fields[name]);
        if (form.Text("does") == PlanShelf.Find)
        {
            return await page.RenderAsync(context, workspace, user, form, NewOutcome.None, cancellationToken);
        }

        string? why = await Why.OfAsync(context, cancellationToken);
        return Check(form, why) is { Count: > 0 } wrong
            ? await page.RenderAsync(context, workspace, user, form, new NewOutcome(wrong), cancellationToken)
            : await page.AskAsync(context, workspace, user, form, why!, cancellationToken);
    }

    private async Task<IResult> AskAsync(HttpContext context, Guid workspace, Guid user, NewForm form, string why, CancellationToken cancellationToken)
    {
        Guid operation = await ask.SendAsync(
            $"work/{workspace}/{user}/{form.Text("key")}",
            context.User.Actor(),
            MessageNames.Of<ReassignWorkRequested>(),
            new { workspaceId = workspace, userId = user, requestedBy = Guid.Parse(form.Text("asker")), handover = Moving(form.Plan) },
            why,
            cancellationToken);
        RequestAnswer? answer = await leavers.AnswerAsync(workspace, operation, Patience, cancellationToken);
        if (answer is { What: "case" })
        {
            return TypedResults.LocalRedirect($"/cases/{answer.Id}");
        }

        RefusalText? refusal = answer is { What: "refusal" } ? await leavers.RefusalAsync(answer.Id, cancellationToken) : null;
        return await RenderAsync(
            context, workspace, user, form, refusal is null ? new NewOutcome([], Waiting: operation) : new NewOutcome(refusal.Fields, Refusal: refusal), cancellationToken);
    }

    private static List<FieldError> Check(NewForm form, string? why)
    {
        List<FieldError> wrong = [.. form.PlanErrors];
        if (form.PlanErrors.Count == 0 && Moving(form.Plan) == new HandoverPlan())
        {
            wrong.Add(new FieldError { Path = "handover", Problem = "Choose who gets at least one kind of work." });
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

    /// <summary>What is to stay is not said: a kind without an allocation stays.</summary>
    private static HandoverPlan Moving(HandoverPlan plan)
    {
        return new HandoverPlan { Conversations = Moved(plan.Conversations), Contacts = Moved(plan.Contacts), Leads = Moved(plan.Leads), Tasks = Moved(plan.Tasks) };

        static Allocation? Moved(Allocation? allocation) => allocation is { Strategy: AllocationStrategy.Keep } ? null : allocation;
    }

    private async Task<IResult> RenderAsync(
        HttpContext context, Guid workspace, Guid user, NewForm? form, NewOutcome outcome, CancellationToken cancellationToken)
    {
        LeaverDetails? details = await leavers.ReadAsync(workspace, user, cancellationToken, PlanShelf.Among(form, null), PlanShelf.Search(form));
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such person", "There is nobody with this id in this workspace.");
        }

        outcome = PlanShelf.Searched(outcome, form, details);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<WorkView>(new { Frame = frame, Details = frame.Shown(details), Form = form ?? NewForm.Proposed(details, counted: true), Outcome = frame.Shown(outcome) })
        {
            StatusCode = outcome.Errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }
}
