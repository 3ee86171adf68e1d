using Microsoft.AspNetCore.Authorization;

namespace Offboarding.Dashboard.Security.Access;

/// <summary>Notes who was refused and who read personal data, when an answer begins: a stream goes on for minutes.</summary>
internal sealed class AccessWatch(RequestDelegate next, AccessLog log, TimeProvider time)
{
    /// <summary>Readings that are remembered at most, so that one address is noted once in <see cref="Once"/>.</summary>
    private const int Remembered = 10_000;

    private static readonly TimeSpan Once = TimeSpan.FromMinutes(10);

    /// <summary>Nothing about people is on these.</summary>
    private static readonly string[] Impersonal = ["/live/strip", "/workers", "/live/workers", "/metrics"];

    private readonly Lock gate = new();
    private readonly Dictionary<(string Who, string Path), DateTimeOffset> noted = [];

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            state =>
            {
                Note((HttpContext)state);
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    private void Note(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true } who)
        {
            return;
        }

        if (context.Response.StatusCode == StatusCodes.Status403Forbidden)
        {
            log.Add(AccessEvent.Of(context, AccessEvent.Denied));
        }
        else if (context.Response.StatusCode < 300
            && HttpMethods.IsGet(context.Request.Method)
            && context.User.May(Permission.ViewPersonalData)
            && context.GetEndpoint()?.Metadata is { } route
            && route.GetMetadata<IAllowAnonymous>() is null
            && !Impersonal.Contains(context.Request.Path.Value))
        {
            var read = AccessEvent.Of(context, AccessEvent.PersonalDataRead);
            // The stream behind a page shows what the page showed.
            string path = context.Request.Path.StartsWithSegments("/live", StringComparison.Ordinal, out PathString page) ? page.Value! : read.Path!;
            if (IsNew((context.User.Session()?.ToString() ?? who.Name ?? "", path)))
            {
                log.Add(read);
            }
        }
    }

    private bool IsNew((string, string) reading)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            if (noted.TryGetValue(reading, out DateTimeOffset last) && now < last + Once)
            {
                return false;
            }

            if (noted.Count >= Remembered)
            {
                foreach ((string, string) old in noted.OrderBy(static entry => entry.Value).Take(Remembered / 10).Select(static entry => entry.Key).ToList())
                {
                    noted.Remove(old);
                }
            }

            noted[reading] = now;
            return true;
        }
    }
}
