using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Contacts;

/// <summary><c>/contacts/{workspace}/{id}</c>: one contact, and what can be asked for.</summary>
public sealed class ContactPage(ContactReader contacts, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows one; <paramref name="asked"/> comes from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid workspace, long id, Guid? asked, ContactPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, workspace, id, ActAnswer.After(asked), cancellationToken);

    /// <summary>Renders one with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid workspace, long id, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        ContactDetails? details = await contacts.ReadAsync(workspace, id, cancellationToken);
        if (details is null)
        {
            return frames.Problem(
                context, StatusCodes.Status404NotFound, "No such contact", "There is no contact with this id in this workspace, or it was deleted: what belonged to it stayed.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ContactView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            Rights = PersonRights.Of(frame.May),
            Outcome = outcome is null ? null : frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
