using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary><c>/left-behind</c>: open work of people who are gone (D11). Most of it is there on purpose (C4, D4).</summary>
public static class LeftBehindPage
{
    /// <summary>Shows who has some.</summary>
    public static async Task<IResult> Show(
        HttpContext context, Guid? workspace, string? after, LeftBehindReader reader, PeopleReader people, OverviewReader overviews, PageFrames frames,
        CancellationToken cancellationToken)
    {
        string[] parts = (after ?? "").Split('_');
        (Guid, Guid)? cursor = parts.Length == 2 && Guid.TryParse(parts[0], out Guid inWorkspace) && Guid.TryParse(parts[1], out Guid user) ? (inWorkspace, user) : null;
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
