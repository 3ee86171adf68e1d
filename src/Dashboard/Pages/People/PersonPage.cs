using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.People;

/// <summary><c>/people/{workspace}/{user}</c>: one person: what they hold, what was done about them, and what can be asked for.</summary>
public sealed class PersonPage(PeopleReader people, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows one; <paramref name="asked"/> comes from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid workspace, Guid user, Guid? asked, PersonPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, workspace, user, ActAnswer.After(asked), cancellationToken);

    /// <summary>Renders one with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid workspace, Guid user, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        PersonDetails? details = await people.ReadAsync(workspace, user, cancellationToken);
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such person", "There is nobody with this id in this workspace.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<PersonView>(new
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
