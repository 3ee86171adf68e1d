using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.LeaverLists;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Pages.Now;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Live;

/// <summary>
/// The addresses behind the live pages. A browser's EventSource gets a stream; anything else gets the same HTML once, which is
/// what a page polls while the stream is broken.
/// </summary>
public static class LiveEndpoints
{
    // A stream ends now and then; the browser opens the next one at once, and is asked for its cookie again: this is how long
    // somebody whose session was ended elsewhere, or who lost a right, goes on seeing a page that was open.
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(2);

    /// <summary>What is going on.</summary>
    public static Task<IResult> Now(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Now(NowWindow.Of(filter)), feed, views, lifetime);

    /// <summary>What is to happen on a day or at a time to come.</summary>
    public static Task<IResult> Scheduled(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Scheduled(CaseRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>The seats of one workspace.</summary>
    public static Task<IResult> Seats(HttpContext context, Guid id, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Seats(id), feed, views, lifetime);

    /// <summary>The list of cases.</summary>
    public static Task<IResult> Cases(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Cases(CaseQuery.Of(filter, context.User), context.User.May(Permission.RetryInBulk)), feed, views, lifetime);

    /// <summary>One case.</summary>
    public static Task<IResult> Case(HttpContext context, Guid id, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Case(id, CaseRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>The list of messages.</summary>
    public static Task<IResult> Messages(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Messages(MessageQuery.Of(filter), MessageRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>One message.</summary>
    public static Task<IResult> Message(HttpContext context, Guid id, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.OneMessage(id, MessageRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>What waits for a second person.</summary>
    public static Task<IResult> Approvals(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Approvals(ApprovalRights.Of(context), filter.Before()), feed, views, lifetime);

    /// <summary>One mass change.</summary>
    public static Task<IResult> Approval(HttpContext context, Guid id, Guid? after, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Approval(id, ApprovalRights.Of(context), after), feed, views, lifetime);

    /// <summary>Messages with many people.</summary>
    public static Task<IResult> LeaverLists(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.LeaverLists(filter.Before()), feed, views, lifetime);

    /// <summary>One of them.</summary>
    public static Task<IResult> LeaverList(HttpContext context, Guid workspace, Guid request, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.LeaverList(workspace, request, LeaverListQuery.Of(filter)), feed, views, lifetime);

    /// <summary>People of a workspace.</summary>
    public static Task<IResult> People(HttpContext context, Guid workspace, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.People(workspace, PeopleQuery.Of(filter, context.User)), feed, views, lifetime);

    /// <summary>One person.</summary>
    public static Task<IResult> Person(HttpContext context, Guid workspace, Guid user, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.OnePerson(workspace, user, PersonRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>Contacts of a workspace.</summary>
    public static Task<IResult> Contacts(HttpContext context, Guid workspace, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Contacts(workspace, filter.Flag("archived"), filter.Number("after", "the end of a page of this list")), feed, views, lifetime);

    /// <summary>One contact.</summary>
    public static Task<IResult> Contact(HttpContext context, Guid workspace, long id, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.OneContact(workspace, id, PersonRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>Legal holds.</summary>
    public static Task<IResult> Holds(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Holds(filter.Flag("lifted"), filter.Before(), PersonRights.Of(context.User.May)), feed, views, lifetime);

    /// <summary>The list of previews.</summary>
    public static Task<IResult> Previews(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Previews(filter.Before()), feed, views, lifetime);

    /// <summary>The groups of failures.</summary>
    public static Task<IResult> Failures(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, filter => new LiveView.Failures(FailureReader.StatusOf(filter)), feed, views, lifetime);

    /// <summary>One operation.</summary>
    public static Task<IResult> Operation(HttpContext context, Guid id, int? after, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Operation(id, after ?? 0, context.User.May(Permission.RetryInBulk)), feed, views, lifetime);

    /// <summary>The workers.</summary>
    public static Task<IResult> Workers(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Workers(), feed, views, lifetime);

    /// <summary>A page whose content stays as it is.</summary>
    public static Task<IResult> Strip(HttpContext context, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime) =>
        Answer(context, _ => new LiveView.Still(), feed, views, lifetime);

    private static async Task<IResult> Answer(
        HttpContext context, Func<Filter, LiveView> asked, LiveFeed feed, LiveViews views, IHostApplicationLifetime lifetime)
    {
        var filter = Filter.Of(context.Request.Query);
        LiveView view = asked(filter) with { Personal = context.User.May(Permission.ViewPersonalData) };
        if (!filter.IsUnderstood)
        {
            return TypedResults.BadRequest(string.Join(' ', filter.NotUnderstood));
        }

        if (context.Request.GetTypedHeaders().Accept.Any(static type => type.MediaType == "text/event-stream"))
        {
            var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            end.CancelAfter(LongestStream);
            context.Response.RegisterForDispose(end);
            return TypedResults.ServerSentEvents(Quietly(feed.FollowAsync(view, end.Token)));
        }

        Overview overview = await views.ReadOverviewAsync(context.RequestAborted);
        LiveContent? content = await views.ReadAsync(view, overview, context.RequestAborted);
        return TypedResults.Content(await LiveFeed.AllAsync(views.Strip(overview), content), "text/html; charset=utf-8");
    }

    /// <summary>Ends the stream where it would throw because it was asked to end.</summary>
    private static async IAsyncEnumerable<T> Quietly<T>(IAsyncEnumerable<T> items)
    {
        await using IAsyncEnumerator<T> each = items.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await each.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException)
            {
                yield break;
            }

            yield return each.Current;
        }
    }
}

/// <summary>Reads what is watched; each page brings its own <see cref="ILiveReader"/>.</summary>
public sealed class LiveViews(OverviewReader overviews, IEnumerable<ILiveReader> readers, Fragments fragments)
{
    private readonly Dictionary<Type, ILiveReader> _readers = readers.ToDictionary(static reader => reader.View);

    /// <summary>Reads what every page shows.</summary>
    public Task<Overview> ReadOverviewAsync(CancellationToken cancellationToken) => overviews.ReadAsync(cancellationToken);

    /// <summary>Reads one view; null: there is nothing (any more), or nothing that changes.</summary>
    public Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken) =>
        view is LiveView.Still ? Task.FromResult<LiveContent?>(null) : _readers[view.GetType()].ReadAsync(view, overview, cancellationToken);

    /// <summary>The strip under the navigation, which every view has.</summary>
    public LivePart Strip(Overview overview)
    {
        var rendered = new Lazy<Task<string>>(() => fragments.RenderAsync<Strip>(new() { ["Overview"] = overview, ["Oob"] = true }));
        return new LivePart("strip", Layout.Strip.StateOf(overview), () => rendered.Value);
    }
}
