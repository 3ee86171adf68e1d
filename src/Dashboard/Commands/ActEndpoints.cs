using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// The buttons. With htmx the answer is a notice beside the button; without scripts a success leads back to the page
/// (so that reloading it sends nothing) and a refusal shows the page with the notice.
/// </summary>
public static class ActEndpoints
{
    /// <summary>Retries a step.</summary>
    public static async Task<IResult> Retry(
        HttpContext context, Guid id, string step, RetryStep retry, CasePage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await retry.AskAsync(id, step, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await ActAnswer.OfAsync(
            context, outcome, $"/cases/{id}?step={Uri.EscapeDataString(step)}", () => page.RenderAsync(context, id, step, outcome, cancellationToken));
    }

    /// <summary>Replays a message.</summary>
    public static async Task<IResult> Replay(
        HttpContext context, Guid id, ReplayMessage replay, MessagesPage page, MessagePage one, CancellationToken cancellationToken)
    {
        bool alsoDiscarded = (await context.Request.ReadFormAsync(cancellationToken))["alsoDiscarded"] == "true";
        ActOutcome outcome = await replay.AskAsync(id, alsoDiscarded, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await AnswerAsync(context, id, outcome, "replay", page, one, cancellationToken);
    }

    /// <summary>Discards a message.</summary>
    public static async Task<IResult> Discard(
        HttpContext context, Guid id, DiscardMessage discard, MessagesPage page, MessagePage one, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await discard.AskAsync(id, context.User.Actor(), await Why.OfAsync(context, cancellationToken), cancellationToken);
        return await AnswerAsync(context, id, outcome, "discard", page, one, cancellationToken);
    }

    /// <summary>Answers where the button was: in the list, or on the message's own page.</summary>
    private static async Task<IResult> AnswerAsync(
        HttpContext context, Guid id, ActOutcome outcome, string act, MessagesPage page, MessagePage one, CancellationToken cancellationToken) =>
        (await context.Request.ReadFormAsync(cancellationToken))["own"] == "true"
            ? await ActAnswer.OfAsync(context, outcome, $"/messages/{id}?act={act}", () => one.RenderAsync(context, id, outcome, cancellationToken))
            : await ActAnswer.OfAsync(
                context, outcome, $"/messages?act={act}&message={id}",
                () => page.RenderAsync(context, new Pages.Messages.MessageQuery(null, null), id, outcome, cancellationToken));
}
