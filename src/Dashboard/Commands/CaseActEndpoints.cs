using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

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
