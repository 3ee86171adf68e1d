using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary><c>/messages</c>: what was refused and what could not be read, with the reason and the bytes.</summary>
public sealed class MessagesPage(MessageReader messages, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows one page; <paramref name="asked"/>, <paramref name="act"/> and <paramref name="message"/> come from an act without scripts.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid? asked, string? act, Guid? message, MessagesPage page, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        var query = MessageQuery.Of(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        ActOutcome? outcome = asked is { } operation ? new ActOutcome(true, $"Requested: {(act == "discard" ? "discard" : "replay")} this message.", operation) : null;
        return await page.RenderAsync(context, query, message, outcome, cancellationToken);
    }

    /// <summary>Renders the list with the outcome of an act beside the message it belongs to.</summary>
    public async Task<IResult> RenderAsync(
        HttpContext context, MessageQuery query, Guid? acted, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        Page<MessageRow> page = await messages.ListAsync(query, cancellationToken);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<MessagesView>(new
        {
            Frame = frame,
            Query = query,
            Page = frame.Shown(page),
            Waiting = await messages.WaitingAsync(cancellationToken),
            Acted = acted,
            Outcome = frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
