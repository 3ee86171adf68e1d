using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Acting;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Access;
using Offboarding.Dashboard.Security.Sessions;

namespace Offboarding.Dashboard.Pages.Access;

/// <summary><c>/access</c>: who is signed in to the dashboard, with a way to end that; who came in, was refused, or read personal data.</summary>
public sealed class AccessPage(AccessReader reader, OverviewReader overviews, PageFrames frames, SignInSettings settings)
{
    /// <summary>What can be filtered by.</summary>
    public static IReadOnlyList<string> Events { get; } =
        [AccessEvent.SignedIn, AccessEvent.SignInFailed, AccessEvent.SignedOut, AccessEvent.SessionsEnded, AccessEvent.Denied, AccessEvent.PersonalDataRead];

    /// <summary>Shows it; <paramref name="asked"/> comes from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid? asked, AccessPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, ActAnswer.After(asked), cancellationToken);

    /// <summary>Ends all sessions of somebody.</summary>
    public static async Task<IResult> End(HttpContext context, SessionStore sessions, AccessLog log, AccessPage page, CancellationToken cancellationToken)
    {
        string person = (await context.Request.ReadFormAsync(cancellationToken))["person"].ToString();
        ActOutcome outcome = await EndAsync(context, person, sessions, log, cancellationToken);
        return await ActAnswer.OfAsync(context, outcome, "/access", () => page.RenderAsync(context, outcome, cancellationToken));
    }

    private static async Task<ActOutcome> EndAsync(HttpContext context, string person, SessionStore sessions, AccessLog log, CancellationToken cancellationToken)
    {
        if (person.Length == 0)
        {
            return new ActOutcome(false, "Say whose sessions. Nothing was done.");
        }

        if (await Why.OfAsync(context, cancellationToken) is not { } why)
        {
            return new ActOutcome(false, "Say why: it is kept in the audit trail. Nothing was done.");
        }

        (Guid operation, int ended) = await sessions.EndOfAsync(person, context.User.Actor(), why, cancellationToken);
        if (ended == 0)
        {
            return new ActOutcome(false, "This person is not signed in any more. Nothing was done.");
        }

        log.Add(AccessEvent.Of(context, AccessEvent.SessionsEnded) with { Actor = person });
        return new ActOutcome(true, $"{Words.Count(ended, "session is", "sessions are")} over. To keep somebody out, also take away the account or the group.", operation);
    }

    private async Task<IResult> RenderAsync(HttpContext context, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        string? name = filter.OneOf("event", "an event", Events);
        long? before = filter.Number("before", "the end of a page of this list");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        IReadOnlyList<(string Who, IReadOnlyList<Guid> Workspaces)> limits = Rights.Limits(settings.Current);
        AccessDetails details = await reader.ReadAsync(name, before, limits.SelectMany(static limit => limit.Workspaces), cancellationToken);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<AccessView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            Limits = limits,
            Event = name,
            Before = before,
            Outcome = outcome is null ? null : frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
