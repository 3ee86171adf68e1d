using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// What an act answers with: with htmx a notice beside the button; without scripts a success leads back to the page (so that reloading it
/// sends nothing) and a refusal shows the page with the notice.
/// </summary>
internal static class ActAnswer
{
    /// <param name="context">The request.</param>
    /// <param name="outcome">What became of the act.</param>
    /// <param name="address">The page, for who has no scripts and succeeded; it gets <c>asked=</c> with the operation id.</param>
    /// <param name="page">Renders the page with the notice.</param>
    public static async Task<IResult> OfAsync(HttpContext context, ActOutcome outcome, string address, Func<Task<IResult>> page)
    {
        if (context.Request.IsHtmx())
        {
            return Notice(context, outcome);
        }

        if (outcome.Sent)
        {
            return TypedResults.LocalRedirect($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asked={outcome.Operation}");
        }

        // Who acted before has decided it: there is nothing to send again.
        if (outcome.By is null)
        {
            await KeptForm.KeepAsync(context, context.RequestAborted);
        }

        return await page();
    }

    /// <summary>With htmx: the notice beside the button.</summary>
    public static IResult Notice(HttpContext context, ActOutcome outcome) =>
        new RazorComponentResult<Notice>(new { Outcome = PersonalData.Shown(outcome, context.User.May(Permission.ViewPersonalData)) });

    /// <summary>The notice on a page that an act without scripts has led to; null: none has.</summary>
    public static ActOutcome? After(Guid? asked) => asked is { } operation ? new ActOutcome(true, "Requested.", operation) : null;
}

/// <summary>What became of an act: asked for, or declined with the reason.</summary>
/// <param name="Sent">Whether a command was sent.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Operation">The operation id, of this act or of the one that came before it.</param>
/// <param name="By">Who acted before, where that is why this one was declined.</param>
/// <param name="At">When that was, UTC.</param>
/// <param name="Did">What they did, a verb in the past tense such as "retried"; null: it is not known.</param>
public sealed record ActOutcome(
    bool Sent, string Text, Guid? Operation = null, [property: PersonalData(Personal.Actor)] string? By = null, DateTime? At = null, string? Did = null);
