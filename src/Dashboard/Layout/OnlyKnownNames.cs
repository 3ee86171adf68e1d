namespace Offboarding.Dashboard.Layout;

/// <summary>Refuses an address with any other name: <c>/leavers?status=failed</c> would show everybody.</summary>
public sealed class OnlyKnownNames(PageFrames frames) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        IReadOnlyList<string> known = http.GetEndpoint()?.Metadata.GetMetadata<KnownNames>()?.All ?? [];
        List<string> unknown = [.. http.Request.Query.Keys.Except(known, StringComparer.OrdinalIgnoreCase)];
        return unknown.Count == 0
            ? await next(context)
            : frames.NotUnderstood(http, [.. unknown.Select(name => $"This page cannot be filtered by “{name}”{(known.Count == 0 ? "" : $"; it can by {string.Join(", ", known)}")}.")]);
    }
}
