using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Now;

/// <summary><c>/</c>: what is going on, what wants somebody, and how quick lockouts are.</summary>
public static class NowPage
{
    /// <summary>Shows it. An address from when the list of leavers was here leads to where the list is now.</summary>
    public static async Task<IResult> Show(
        HttpContext context, NowReader now, OverviewReader overviews, PageFrames frames, IOptions<DashboardOptions> options,
        CancellationToken cancellationToken)
    {
        if (context.Request.Query.Keys.Any(static key => key is "q" or "state" or "before"))
        {
            return TypedResults.LocalRedirect("/leavers" + context.Request.QueryString, permanent: true);
        }

        var filter = Filter.Of(context.Request.Query);
        var chosen = NowWindow.Of(filter);
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        Overview overview = await overviews.ReadAsync(cancellationToken);
        PageFrame frame = frames.For(context, overview);
        return new RazorComponentResult<NowView>(new
        {
            Frame = frame,
            Overview = overview,
            Window = chosen,
            Details = frame.Shown(await now.ReadAsync(chosen, cancellationToken)),
            Target = options.Value.LockoutTarget,
        });
    }
}
