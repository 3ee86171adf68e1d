using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Acting;

/// <summary>The buttons of bulk acts. Freezing leads to the page that asks; it works without scripts.</summary>
public static class OperationEndpoints
{
    private const int MostSelected = 1000;

    /// <summary>Freezes failed steps: those that were ticked, or all of a group.</summary>
    public static async Task<IResult> FreezeFailures(HttpContext context, OperationDesk desk, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        (string step, string kind) = (form["step"].ToString(), form["kind"].ToString());
        List<Guid> ticked = [.. form["case"].Take(MostSelected).Select(static text => Guid.TryParse(text, out Guid id) ? id : Guid.Empty)];
        object scope = form.ContainsKey("all") ? new { step, kind } : new { items = ticked.Select(id => new { caseId = id, step }), step, kind };
        return Ask(await desk.FreezeAsync("retry-steps", scope, context.User.Actor(), cancellationToken));
    }

    /// <summary>Freezes all messages that could not be read for one reason.</summary>
    public static async Task<IResult> FreezeMessages(HttpContext context, OperationDesk desk, CancellationToken cancellationToken)
    {
        string reason = (await context.Request.ReadFormAsync(cancellationToken))["reason"].ToString();
        return Ask(await desk.FreezeAsync("replay-messages", new { reason }, context.User.Actor(), cancellationToken));
    }

    /// <summary>Confirms a frozen set.</summary>
    public static async Task<IResult> Start(HttpContext context, Guid id, OperationDesk desk, OperationPage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await desk.StartAsync(id, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await AnswerAsync(context, id, outcome, page, cancellationToken);
    }

    /// <summary>Stops a running one.</summary>
    public static async Task<IResult> Stop(HttpContext context, Guid id, OperationDesk desk, OperationPage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await desk.StopAsync(id, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await AnswerAsync(context, id, outcome, page, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Guid id, ActOutcome outcome, OperationPage page, CancellationToken cancellationToken) =>
        context.Request.Headers.ContainsKey("HX-Request")
            ? new RazorComponentResult<Notice>(new { Outcome = PersonalData.Shown(outcome, context.User.May(Permission.ViewPersonalData)) })
            : outcome.Sent ? TypedResults.LocalRedirect($"/operations/{id}")
            : await page.RenderAsync(context, id, 0, outcome, cancellationToken);

    private static RedirectHttpResult Ask(Guid id) => TypedResults.LocalRedirect($"/operations/{id}");
}
