using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Pages.Problem;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>The buttons of bulk acts. Freezing leads to the page that asks; it works without scripts.</summary>
public static class OperationEndpoints
{
    private const int MostSelected = 1000;

    /// <summary>Freezes failed steps, to retry or to skip them: those that were ticked, or all of a group.</summary>
    public static async Task<IResult> FreezeFailures(
        HttpContext context, OperationStore desk, PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        (string step, string kind) = (form["step"].ToString(), form["kind"].ToString());
        BulkAct act = context.Request.Query["act"] == BulkActs.Skip.Kind ? BulkActs.Skip : BulkActs.Retry;
        if (!context.User.May(act.Permission))
        {
            return Forbidden(context, frames, act);
        }

        string? status = form["state"] == FailureReader.Retrying ? FailureReader.Retrying : null;
        List<Guid>? selected = Selected(form);
        return selected is []
            ? NothingSelected(context, frames, FailureGroup.UrlOf(step, kind, status ?? FailureReader.Failed))
            : Ask(await desk.FreezeAsync(
                act.Kind, status is null ? new { step, kind } : new { step, kind, status }, selected, context.User.Actor(), cancellationToken));
    }

    /// <summary>Freezes cases of the list of leavers: those that were ticked, or all that match its filter, on whatever page.</summary>
    public static async Task<IResult> FreezeCases(
        HttpContext context, OperationStore desk, CaseReader cases, PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (BulkActs.OnCases.FirstOrDefault(known => known.Kind == form["act"]) is not { } act)
        {
            return frames.Problem(context, StatusCodes.Status400BadRequest, "Unknown action", "Nothing was changed. Go back, reload the page and choose an action.");
        }

        if (!context.User.May(act.Permission))
        {
            return Forbidden(context, frames, act);
        }

        string actor = context.User.Actor();
        if (Selected(form) is { } selected)
        {
            return selected is []
                ? NothingSelected(context, frames, "/leavers" + new QueryString(form["filter"].ToString() is ['?', ..] list ? list : null))
                : Ask(await desk.FreezeAsync(act.Kind, new { ticked = selected.Count }, selected, actor, cancellationToken));
        }

        var filter = Filter.Of(form["filter"].ToString());
        CaseQuery query = CaseQuery.Of(filter, context.User);
        query = await cases.FindAsync(query, filter, cancellationToken);
        return filter.IsUnderstood
            ? Ask(await desk.FreezeMatchingAsync(act.Kind, query, actor, cancellationToken))
            : frames.NotUnderstood(context, filter.NotUnderstood);
    }

    /// <summary>Freezes all messages that could not be read for one reason.</summary>
    public static async Task<IResult> FreezeMessages(HttpContext context, OperationStore desk, CancellationToken cancellationToken)
    {
        string reason = (await context.Request.ReadFormAsync(cancellationToken))["reason"].ToString();
        return Ask(await desk.FreezeAsync(BulkActs.Replay.Kind, new { reason }, null, context.User.Actor(), cancellationToken));
    }

    /// <summary>Confirms a frozen set. One needs what a single act of the kind needs, too.</summary>
    public static async Task<IResult> Start(
        HttpContext context, Guid id, OperationStore desk, OperationReader operations, OperationPage page, PageFrames frames, CancellationToken cancellationToken)
    {
        if (await operations.ReadAsync(id, 0, cancellationToken) is not { } details)
        {
            return await page.RenderAsync(context, id, 0, null, cancellationToken);
        }

        return BulkActs.Of(details.Row.Kind) is { } act && !context.User.May(act.Permission)
            ? Forbidden(context, frames, act)
            : await AnswerAsync(
                context, id, await desk.StartAsync(details, await ActForm.ReadAsync(context, cancellationToken), context.User.Actor(), cancellationToken), page,
                cancellationToken);
    }

    /// <summary>Stops a running one.</summary>
    public static async Task<IResult> Stop(HttpContext context, Guid id, OperationStore desk, OperationPage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await desk.StopAsync(id, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await AnswerAsync(context, id, outcome, page, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Guid id, ActOutcome outcome, OperationPage page, CancellationToken cancellationToken) =>
        context.Request.IsHtmx() ? ActAnswer.Notice(context, outcome)
            : outcome.Sent ? TypedResults.LocalRedirect($"/operations/{id}")
            : await page.RenderAsync(context, id, 0, outcome, cancellationToken);

    private static RedirectHttpResult Ask(Guid id) => TypedResults.LocalRedirect($"/operations/{id}");

    /// <summary>The cases that are selected in a form; null: all that match are meant.</summary>
    private static List<Guid>? Selected(IFormCollection form) => form.ContainsKey("all")
        ? null
        : [.. form["case"].Take(MostSelected).Select(static text => Guid.TryParse(text, out Guid id) ? id : Guid.Empty)];

    /// <summary>Without scripts the button for what is selected can be pressed before anything is.</summary>
    private static RazorComponentResult<ProblemView> NothingSelected(HttpContext context, PageFrames frames, string back) => frames.Problem(
        context, StatusCodes.Status400BadRequest, "Nothing is selected", "Choose at least one row, or use the button for all. Nothing was sent.", goOn: (back, "Back to the list"));

    private static RazorComponentResult<ProblemView> Forbidden(HttpContext context, PageFrames frames, BulkAct act) => frames.Problem(
        context, StatusCodes.Status403Forbidden, "You may not do this", $"“{act.Label}” for many at once needs the permissions retry-in-bulk and {act.Permission}. Nothing was done.");
}
