using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.OneFailureGroup;

/// <summary><c>/failures/group?step=&amp;kind=</c>: the failures of one group, to retry one, some, or all of them.</summary>
public static class FailureGroupPage
{
    /// <summary>Shows one page of the group.</summary>
    public static async Task<IResult> Show(
        HttpContext context, FailureReader failures, OperationReader operations, OverviewReader overviews,
        PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        (string step, string kind, Cursor? before) = (filter.Text("step") ?? "", filter.Text("kind") ?? "", filter.Before());
        string status = FailureReader.StatusOf(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<FailureGroupView>(new
        {
            Frame = frame,
            Step = step,
            Kind = kind,
            Status = status,
            Count = await failures.CountAsync(step, kind, status, cancellationToken),
            Page = frame.Shown(await failures.ListAsync(step, kind, status, before, cancellationToken)),
            Notes = frame.Shown(await failures.NotesAsync(step, kind, cancellationToken)),
            Operations = frame.Shown(await operations.OfGroupAsync(step, kind, cancellationToken)),
        });
    }
}
