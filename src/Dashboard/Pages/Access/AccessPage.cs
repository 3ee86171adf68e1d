using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;
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
            return new ActOutcome(false, "Enter a comment for the audit trail. Nothing was changed.");
        }

        (Guid operation, int ended) = await sessions.EndOfAsync(person, context.User.Actor(), why, cancellationToken);
        if (ended == 0)
        {
            return new ActOutcome(false, "This person is not signed in any more. Nothing was done.");
        }

        log.Add(AccessEvent.Of(context, AccessEvent.SessionsEnded) with { Actor = person });
        return new ActOutcome(true, $"{Words.Count(ended, "session")} ended. To prevent a new sign-in, also remove the account or the group.", operation);
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

/// <summary>Reads who is signed in, and the access log.</summary>
public sealed class AccessReader(DashboardDatabase database)
{
    private const int PageSize = 100;

    /// <summary>One page.</summary>
    public async Task<AccessDetails> ReadAsync(string? name, long? before, IEnumerable<Guid> workspaces, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-access"), new { name, before, limit = PageSize + 1, workspaces = workspaces.Distinct().ToArray() }, cancellationToken: cancellationToken));
        List<SignedInRow> people = [.. await results.ReadAsync<SignedInRow>()];
        List<AccessRow> entries = [.. await results.ReadAsync<AccessRow>()];
        return (entries.Count > PageSize ? new AccessDetails(people, entries[..PageSize], entries[PageSize - 1].Id) : new AccessDetails(people, entries, null)) with
        {
            Workspaces = (await results.ReadAsync<(Guid Id, string Name)>()).ToDictionary(static row => row.Id, static row => row.Name),
        };
    }
}

/// <summary>What the page shows.</summary>
/// <param name="People">Who is signed in.</param>
/// <param name="Entries">A page of the access log, newest first.</param>
/// <param name="Older">Where the next page begins; null: there is none.</param>
public sealed record AccessDetails(IReadOnlyList<SignedInRow> People, IReadOnlyList<AccessRow> Entries, long? Older)
{
    /// <summary>The names of the workspaces to which somebody is limited; an id that is not in it is no workspace.</summary>
    public IReadOnlyDictionary<Guid, string> Workspaces { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>An entry of the access log. Times are UTC.</summary>
public sealed record AccessRow
{
    public long Id { get; init; }

    public DateTime At { get; init; }

    public string Event { get; init; } = "";

    [PersonalData(Personal.Actor)]
    public string? Actor { get; init; }

    public string? Way { get; init; }

    public string? Address { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }
}

/// <summary>Somebody who is signed in, with all their sessions. Times are UTC.</summary>
public sealed record SignedInRow
{
    /// <summary>The newest of the sessions.</summary>
    public Guid Id { get; init; }

    /// <summary>As they are called in the audit trail: what their sessions are ended by.</summary>
    [PersonalData(Personal.Actor)]
    public string Actor { get; init; } = "";

    /// <summary>link, account, oidc; several with commas between.</summary>
    public string Ways { get; init; } = "";

    public string? Addresses { get; init; }

    public long Sessions { get; init; }

    public DateTime BeganAt { get; init; }

    /// <summary>When the last of them ends in any case.</summary>
    public DateTime EndsAt { get; init; }
}
