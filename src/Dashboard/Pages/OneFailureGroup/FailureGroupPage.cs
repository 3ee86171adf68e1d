using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.OneFailureGroup;

/// <summary><c>/failures/group?step=&amp;kind=</c>: the failures of one group, to retry one, some, or all of them.</summary>
public static class FailureGroupPage
{
    /// <summary>Shows one page of the group.</summary>
    public static async Task<IResult> Show(
        HttpContext context, string? step, string? kind, string? before, FailureReader failures, OperationReader operations, OverviewReader overviews,
        PageFrames frames, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<FailureGroupView>(new
        {
            Frame = frame,
            Step = step ?? "",
            Kind = kind ?? "",
            Count = await failures.CountAsync(step ?? "", kind ?? "", cancellationToken),
            Page = frame.Shown(await failures.ListAsync(step ?? "", kind ?? "", Cursor.Parse(before), cancellationToken)),
            Operations = frame.Shown(await operations.OfGroupAsync(step ?? "", kind ?? "", cancellationToken)),
        });
    }
}
