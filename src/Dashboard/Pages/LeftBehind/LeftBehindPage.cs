using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary><c>/left-behind</c>: open work of people who are gone (D11). Most of it is there on purpose (C4, D4).</summary>
public static class LeftBehindPage
{
    /// <summary>Shows who has some.</summary>
    public static async Task<IResult> Show(
        HttpContext context, LeftBehindReader reader, PeopleReader people, OverviewReader overviews, PageFrames frames,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Guid? workspace = filter.Id("workspace", "the id of a workspace");
        (Guid, Guid)? cursor = filter.Read<(Guid, Guid)?>("after", static text =>
            text.Split('_') is [var first, var second] && Guid.TryParse(first, out Guid inWorkspace) && Guid.TryParse(second, out Guid user) ? (inWorkspace, user) : null,
            "is not the end of a page of this list.");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<LeftBehindView>(new
        {
            Frame = frame,
            List = frame.Shown(await reader.ListAsync(workspace, cursor, cancellationToken)),
            Workspace = workspace,
            Name = workspace is { } id ? await people.NameOfAsync(id, cancellationToken) : null,
            IsFirst = cursor is null,
        });
    }
}
