namespace Offboarding.Dashboard.Layout;

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
