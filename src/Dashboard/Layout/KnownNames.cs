namespace Offboarding.Dashboard.Layout;

/// <summary>The names that the address of a page can have behind its question mark.</summary>
public sealed record KnownNames(IReadOnlyList<string> All);

/// <summary>How a route says which names it knows.</summary>
internal static class KnownNamesOfRoutes
{
    /// <summary>The route reads these.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder route, params string[] names) => route.WithMetadata(new KnownNames(names));
}

/// <summary>Refuses an address with any other name: <c>/leavers?status=failed</c> would show everybody.</summary>
public sealed class OnlyKnownNames(PageFrames frames) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        IReadOnlyList<string> sentences = Unknown(http.Request.Query, http.GetEndpoint()?.Metadata.GetMetadata<KnownNames>()?.All ?? []);
        return sentences.Count == 0 ? await next(context) : frames.NotUnderstood(http, sentences);
    }

    /// <summary>A sentence for each name that is not known.</summary>
    public static IReadOnlyList<string> Unknown(IQueryCollection address, IReadOnlyList<string> known) =>
        [.. address.Keys.Except(known, StringComparer.OrdinalIgnoreCase)
            .Select(name => $"This page cannot be filtered by “{name}”{(known.Count == 0 ? "" : $"; it can by {string.Join(", ", known)}")}.")];
}
