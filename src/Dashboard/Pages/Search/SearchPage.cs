using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Search;

/// <summary><c>/search</c>: one search for everything. A single hit is opened.</summary>
public static class SearchPage
{
    /// <summary>Searches.</summary>
    public static async Task<IResult> Show(HttpContext context, SearchReader search, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        string? text = filter.Person("q", context.User, static text => IdBeginning.Of(text) is not null || text.All(char.IsAsciiDigit));
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<SearchHit> hits = text is null ? [] : await search.FindAsync(text, cancellationToken);
        if (hits is [var only])
        {
            return TypedResults.LocalRedirect(only.Url(text!));
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<SearchView>(new { Frame = frame, Search = text, Hits = frame.Shown(hits) });
    }
}
