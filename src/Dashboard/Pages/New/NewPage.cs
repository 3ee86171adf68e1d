using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.New;

/// <summary><c>/new</c>: who leaves; <c>/new/{workspace}/{user}</c>: who gets their work, what would happen, and go.</summary>
public sealed class NewPage(
    LeaverReader leavers, PreviewReader previews, OverviewReader overviews, CommandSender commands, AskOnce ask, PlanShelf shelf, PageFrames frames)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Finds who leaves.</summary>
    public static async Task<IResult> Find(
        HttpContext context, LeaverReader leavers, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        string? text = filter.Person("q", context.User);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<FindView>(new
        {
            Frame = frame,
            Search = text,
            People = text is null ? [] : frame.Shown(await leavers.FindAsync(text, cancellationToken)),
        });
    }

    /// <summary>The form for one person.</summary>
    public static Task<IResult> Plan(HttpContext context, Guid workspace, Guid user, NewPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, workspace, user, null, NewOutcome.None, null, cancellationToken);

    /// <summary>What would happen.</summary>
    public static Task<IResult> Preview(HttpContext context, Guid workspace, Guid user, NewPage page, CancellationToken cancellationToken) =>
        page.AskAsync(context, workspace, user, dryRun: true, cancellationToken);

    /// <summary>Starts it, or schedules it.</summary>
    public static Task<IResult> Start(HttpContext context, Guid workspace, Guid user, NewPage page, CancellationToken cancellationToken) =>
        page.AskAsync(context, workspace, user, dryRun: false, cancellationToken);

    private async Task<IResult> AskAsync(HttpContext context, Guid workspace, Guid user, bool dryRun, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        var form = new NewForm(name => fields[name]);
        if (await shelf.AnswerAsync(context, workspace, form, cancellationToken) is var (kept, answered, used))
        {
            return await RenderAsync(context, workspace, user, kept, answered, used, cancellationToken);
        }

        string? why = await Why.OfAsync(context, cancellationToken);
        if (form.Check(why, dryRun) is { Count: > 0 } wrong)
        {
            return await RenderAsync(context, workspace, user, form, new NewOutcome(wrong), null, cancellationToken);
        }

        string actor = context.User.Actor();
        string command = MessageNames.Of<DeactivateUserRequested>();
        Guid operation = dryRun
            ? await commands.SendAsync(command, form.Command(workspace, user, dryRun), actor, null, cancellationToken)
            : await ask.SendAsync($"start/{workspace}/{user}/{form.Text("key")}", actor, command, form.Command(workspace, user, dryRun), why, cancellationToken);
        RequestAnswer? answer = await leavers.AnswerAsync(workspace, operation, Patience, cancellationToken);
        return answer is { What: "case" }
            ? TypedResults.LocalRedirect($"/cases/{answer.Id}")
            : await RenderAsync(context, workspace, user, form, await OutcomeAsync(answer, operation, dryRun, cancellationToken), null, cancellationToken);
    }

    private async Task<NewOutcome> OutcomeAsync(RequestAnswer? answer, Guid operation, bool dryRun, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case { What: "preview" }:
                PreviewDetails? preview = await previews.ReadAsync(answer.Id, cancellationToken);
                return new NewOutcome(preview?.Answer.Refusal?.Errors ?? [], preview);
            case { What: "refusal" }:
                RefusalText refusal = await leavers.RefusalAsync(answer.Id, cancellationToken);
                return new NewOutcome(refusal.Fields, Refusal: refusal);
            default:
                return new NewOutcome([], Waiting: operation) { IsPreview = dryRun };
        }
    }

    /// <param name="context">The request.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="user">Who leaves.</param>
    /// <param name="form">As it came; null: nobody has touched it.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="used">A saved plan to fill in; null: the plan is that of the form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<IResult> RenderAsync(
        HttpContext context, Guid workspace, Guid user, NewForm? form, NewOutcome outcome, HandoverPlan? used, CancellationToken cancellationToken)
    {
        LeaverDetails? details = await leavers.ReadAsync(workspace, user, cancellationToken, PlanShelf.Among(form, used), PlanShelf.Search(form));
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such person", "There is nobody with this id in this workspace.");
        }

        outcome = PlanShelf.Searched(outcome, form, details);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<NewView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            Form = PlanShelf.Filled(form ?? NewForm.Proposed(details, counted: true), used, details),
            Outcome = frame.Shown(PlanShelf.Said(outcome, used, details)),
        })
        {
            StatusCode = outcome.Errors.Count > 0 && outcome.Preview is null && !context.Request.IsHtmx() ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }
}
