using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary><c>/approvals</c>: what waits for a second person, and what was decided; <c>/approvals/{id}</c>: one, with everybody in it.</summary>
public sealed class ApprovalPage(ApprovalReader approvals, OverviewReader overviews, PageFrames frames)
{
    /// <summary>All of them.</summary>
    public static async Task<IResult> List(
        HttpContext context, ApprovalReader approvals, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Cursor? cursor = filter.Before();
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        var rights = ApprovalRights.Of(context);
        return new RazorComponentResult<ApprovalsView>(new
        {
            Frame = frame,
            List = frame.Shown(await approvals.ListAsync(rights.Me, cursor, cancellationToken)),
            Before = cursor,
            Rights = rights,
        });
    }

    /// <summary>One; <paramref name="asked"/> comes from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, Guid? after, Guid? asked, ApprovalPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, id, after, ActAnswer.After(asked), cancellationToken);

    /// <summary>Renders one with the outcome of an act.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid id, Guid? after, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        var rights = ApprovalRights.Of(context);
        ApprovalDetails? details = await approvals.ReadAsync(id, rights.Me, after, cancellationToken);
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such approval", $"Nothing with the id {id} waits or waited for a second person.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ApprovalView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            After = after,
            Rights = rights,
            Outcome = outcome is null ? null : frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}

/// <summary>Who looks at what waits, and whether they may decide at all.</summary>
public sealed record ApprovalRights(string Me, bool MayApprove)
{
    /// <summary>Of who is signed in.</summary>
    public static ApprovalRights Of(HttpContext context) => new(context.User.Actor(), context.User.May(Permission.Approve));
}
