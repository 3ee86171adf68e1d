using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary><c>/messages/{id}</c>: one message, what to tell its sender, and what was sent in its place.</summary>
public sealed class MessagePage(MessageReader messages, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows it; <paramref name="asked"/> and <paramref name="act"/> come from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, Guid? asked, string? act, MessagePage page, CancellationToken cancellationToken) =>
        page.RenderAsync(
            context,
            id,
            asked is not { } operation ? null : new ActOutcome(
                true,
                act switch
                {
                    "edit" => "Sent as a new message. Its result is below.",
                    "waiting" => "The edited message was handed over; no worker has taken it yet. It is read and sent when one does: there is no need to send it again.",
                    "discard" => "Requested: discard this message.",
                    _ => "Requested: replay this message.",
                },
                operation),
            cancellationToken);

    /// <summary>Renders it with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid id, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        if (await messages.ReadDetailsAsync(id, cancellationToken) is not { } details)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such message", $"No stored message has the id {id}.", goOn: ("/messages", "To the messages"));
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<MessageView>(new { Frame = frame, Details = frame.Shown(details), Outcome = frame.Shown(outcome) })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
