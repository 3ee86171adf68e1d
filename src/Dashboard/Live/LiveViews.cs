using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Acting;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.Holds;
using Offboarding.Dashboard.Pages.LeaverLists;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Pages.Now;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Pages.Previews;
using Offboarding.Dashboard.Pages.Scheduled;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Pages.Workers;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Live;

/// <summary>Reads what is watched and cuts it into the parts that can change.</summary>
public sealed class LiveViews(
    OverviewReader overviews, CaseReader cases, MessageReader messages, PreviewReader previews, FailureReader failures, OperationReader operations,
    WorkerReader workers, NowReader now, ScheduledReader scheduled, SeatsReader seats, ApprovalReader approvals, LeaverListReader lists, PeopleReader people,
    ContactReader contacts, HoldReader holds, ListReader contactLists, IOptions<DashboardOptions> options, Fragments fragments)
{
    /// <summary>Reads what every page shows.</summary>
    public Task<Overview> ReadOverviewAsync(CancellationToken cancellationToken) => overviews.ReadAsync(cancellationToken);

    /// <summary>Reads one view; null: there is nothing (any more).</summary>
    public async Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken) => view switch
    {
        LiveView.Now chosen => Of(Shown(await now.ReadAsync(chosen.Window, cancellationToken), view), chosen.Window, overview),
        LiveView.Scheduled all => Of(Shown(await scheduled.ReadAsync(cancellationToken), view), all.Rights),
        LiveView.Seats one => await seats.ReadAsync(one.Workspace, cancellationToken) is { } details ? Of(Shown(details, view)) : null,
        LiveView.Cases list => Of(Shown(await cases.ListAsync(list.Query, cancellationToken), view), list, overview),
        LiveView.Case one => await cases.ReadAsync(one.Id, cancellationToken) is { } details ? Of(Shown(details, view), one.Rights) : null,
        LiveView.Messages list => Of(Shown(await messages.ListAsync(list.Query, cancellationToken), view), list),
        LiveView.Previews list => Of(Shown(await previews.ListAsync(list.Before, cancellationToken), view), list.Before),
        LiveView.Failures => Of(Shown(await failures.GroupsAsync(cancellationToken), view)),
        LiveView.Operation one => await operations.ReadAsync(one.Id, one.After, cancellationToken) is { } details ? Of(Shown(details, view), one) : null,
        LiveView.Workers => Of(Shown(await workers.ListAsync(cancellationToken), view)),
        LiveView.Approvals all => Of(Shown(await approvals.ListAsync(all.Rights.Me, all.Before, cancellationToken), view), all),
        LiveView.Approval one => await approvals.ReadAsync(one.Id, one.Rights.Me, one.After, cancellationToken) is { } details ? Of(Shown(details, view), one) : null,
        LiveView.LeaverLists all => Of(Shown(await lists.ListAsync(all.Before, cancellationToken), view), all),
        LiveView.LeaverList one => await lists.ReadAsync(one.Workspace, one.Request, one.Query, cancellationToken) is { } details ? Of(Shown(details, view), one) : null,
        LiveView.People list => await people.ListAsync(list.Workspace, list.Query, view.Personal, cancellationToken) is { } page ? Of(Shown(page, view), list) : null,
        LiveView.OnePerson one => await people.ReadAsync(one.Workspace, one.User, cancellationToken) is { } details ? Of(Shown(details, view), one.Rights) : null,
        LiveView.Contacts list => await contactLists.ContactsAsync(list.Workspace, list.Archived, list.After, ContactsPage.PageSize, cancellationToken) is { } page
            ? Of(Shown(page, view), list) : null,
        LiveView.OneContact one => await contacts.ReadAsync(one.Workspace, one.Id, cancellationToken) is { } details ? Of(Shown(details, view), one.Rights) : null,
        LiveView.Holds list => Of(Shown(await holds.ListAsync(list.Lifted, list.Before, cancellationToken), view), list),
        LiveView.Still => null,
        _ => throw new ArgumentOutOfRangeException(nameof(view), view, "no such view"),
    };

    /// <summary>The strip under the navigation, which every view has.</summary>
    public LivePart Strip(Overview overview)
    {
        var rendered = new Lazy<Task<string>>(() => fragments.RenderAsync<Strip>(new() { ["Overview"] = overview, ["Oob"] = true }));
        return new LivePart("strip", Layout.Strip.StateOf(overview), () => rendered.Value);
    }

    private LiveContent Of(NowDetails details, NowWindow window, Overview overview)
    {
        return AllOf(
            Part<NowCounts>("counts", NowCounts.StateOf(overview), new() { ["Overview"] = overview }),
            Part<NowAttention>("attention", NowAttention.StateOf(details, overview), new() { ["Rows"] = details.Attention, ["Approvals"] = details.Approvals, ["Overview"] = overview, ["Last"] = details.Last }),
            Part<NowBars>("bars", string.Join(' ', details.Bars), new() { ["Bars"] = details.Bars, ["Window"] = window }),
            Part<NowLockout>("lockout", details.Lockout.ToString(), new() { ["Times"] = details.Lockout, ["Target"] = options.Value.LockoutTarget }),
            Part<NowSystem>("system", NowSystem.StateOf(details, overview), new() { ["Overview"] = overview, ["Queues"] = details.Queues }));
    }

    private LiveContent Of(ScheduledDetails details, CaseRights rights)
    {
        Dictionary<string, object?> both = new() { ["Details"] = details, ["Rights"] = rights };
        return AllOf(
            DaysOf("last-days", "Last days", "Nobody's departure is scheduled.", details.LastDays),
            Part<ReturnDays>("returns", string.Join(' ', details.Returns), both),
            DaysOf("deletions", "Deletions", "Nobody is to be deleted for ever on a day.", details.Deletions),
            Part<DueRetries>("retries", string.Join(' ', details.Retries), new() { ["Rows"] = details.Retries }));

        LivePart DaysOf(string id, string title, string empty, IReadOnlyList<LastDayRow> rows) => Part<LastDays>(id, string.Join(' ', rows), new()
        {
            ["Id"] = id,
            ["Title"] = title,
            ["Empty"] = empty,
            ["Rows"] = rows,
            ["Askers"] = details.Askers,
            ["Rights"] = rights,
        });
    }

    private LiveContent Of(SeatsDetails details) => AllOf(
        Part<SeatFigures>("seat-figures", details.Row.ToString(), new() { ["Row"] = details.Row }),
        Part<SeatLedger>("seat-ledger", string.Join(' ', details.Changes), new() { ["Rows"] = details.Changes }),
        Part<SeatHolders>("seat-holders", string.Join(' ', details.Holders), new() { ["Rows"] = details.Holders, ["InUse"] = details.Row.InUse }));

    /// <summary>Parts that are always there.</summary>
    private static LiveContent AllOf(params LivePart[] parts) =>
        new("", async () => string.Concat(await Task.WhenAll(parts.Select(static part => part.Render()))), parts);

    private LiveContent Of(Page<CaseRow> page, LiveView.Cases view, Overview overview) => new(
        string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
        () => fragments.RenderAsync<CaseList>(
            new() { ["Page"] = page, ["Query"] = view.Query, ["Overview"] = overview, ["MayTick"] = view.MayTick, ["Oob"] = true }),
        [
            Part<CaseFilters>("filters", string.Join(' ', overview.OpenCases), new() { ["Query"] = view.Query, ["Overview"] = overview }),
            .. page.Rows.Select(row => Part<CaseLine>($"case-{row.Id}", row.ToString(), new() { ["Row"] = row, ["MayTick"] = view.MayTick })),
        ]);

    private LiveContent Of(CaseDetails details, CaseRights rights) => new(
        string.Join(' ', details.Steps.Select(step => step.Name)),
        () => fragments.RenderAsync<CaseBody>(new() { ["Details"] = details, ["Rights"] = rights, ["Oob"] = true }),
        [
            Part<CaseFactsCard>("facts", details.Facts.ToString(), new() { ["Facts"] = details.Facts }),
            Part<HandoverTable>("handover", string.Join(' ', details.Handover), new() { ["Rows"] = details.Handover, ["State"] = details.Facts.State }),
            Part<Timeline>("timeline", TimelineState(details), new() { ["Entries"] = CaseTimeline.Of(details) }),
            Part<CaseActBar>("acts", $"{details.Facts.State} {details.Facts.ReturnStatus} {details.Facts.UndoneBy} {details.Handover.Count > 0} {details.Askers.Count} {PlanChanges.WhyNot(details.Now)}", new()
            {
                ["Now"] = details.Now,
                ["Askers"] = details.Askers,
                ["Rights"] = rights,
            }),
            .. details.Steps.Select(step =>
            {
                List<StepAttempt> attempts = [.. details.Attempts.Where(attempt => attempt.Step == step.Name)];
                bool maySkip = rights.MaySkip && CaseActs.Skip(step.Name).WhyNot(details.Now) is null;
                return Part<StepCard>($"step-{step.Name}", $"{step} {attempts.Count} {maySkip}", new()
                {
                    ["CaseId"] = details.Facts.Id,
                    ["Step"] = step,
                    ["Attempts"] = attempts,
                    ["MayRetry"] = rights.MayRetry,
                    ["MaySkip"] = maySkip,
                });
            }),
        ]);

    private static string TimelineState(CaseDetails details) =>
        $"{details.Audit.Count} {(details.Audit is [var newest, ..] ? newest.Id : 0)} {details.Attempts.Count} {details.Answers.Count} "
        + $"{details.Facts.CompletedAt} {details.Facts.SessionsEndedAt} {details.Steps.Count(step => step.Status == "done")} {details.Batches.Sum(batch => batch.Batches)}";

    private LiveContent Of(Page<MessageRow> page, LiveView.Messages view) => new(
        string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
        () => fragments.RenderAsync<MessageList>(new()
        {
            ["Page"] = page,
            ["Query"] = view.Query,
            ["MayReplay"] = view.MayReplay,
            ["MayDiscard"] = view.MayDiscard,
            ["Oob"] = true,
        }),
        [
            .. page.Rows.Select(row => Part<MessageCard>(
                $"message-{row.Id}",
                $"{row.ReplayedAt} {row.DiscardedAt} {row.ErasedAt}",
                new() { ["Message"] = row, ["MayReplay"] = view.MayReplay, ["MayDiscard"] = view.MayDiscard })),
        ]);

    private LiveContent Of(Page<PreviewRow> page, Cursor? before) => new(
        string.Join(' ', page.Rows.Select(row => row.Id)) + page.Older,
        () => fragments.RenderAsync<PreviewList>(new() { ["Page"] = page, ["Before"] = before, ["Oob"] = true }),
        []);

    private LiveContent Of(ApprovalList list, LiveView.Approvals view) => new(
        $"{string.Join('\n', list.Open)} {string.Join(' ', list.People.Select(static person => person.Id))} {string.Join('\n', list.Decided.Rows)}",
        () => fragments.RenderAsync<ApprovalLists>(new() { ["List"] = list, ["Before"] = view.Before, ["Rights"] = view.Rights, ["Oob"] = true }),
        []);

    private LiveContent Of(ApprovalDetails details, LiveView.Approval view) => AllOf(
        Part<ApprovalCard>($"approval-{details.Row.Id}", details.Row.ToString(), new() { ["Row"] = details.Row, ["Rights"] = view.Rights }),
        Part<ApprovalPeople>("approval-people", $"{details.Row.Status} {string.Join('\n', details.People)}", new() { ["Details"] = details, ["After"] = view.After }));

    private LiveContent Of(Page<LeaverListRow> page, LiveView.LeaverLists view) => new(
        string.Join('\n', page.Rows) + page.Older,
        () => fragments.RenderAsync<LeaverListTable>(new() { ["Page"] = page, ["Before"] = view.Before, ["Oob"] = true }),
        []);

    private LiveContent Of(LeaverListDetails details, LiveView.LeaverList view) => new(
        "there",
        () => fragments.RenderAsync<LeaverListBody>(new() { ["Details"] = details, ["Query"] = view.Query, ["Oob"] = true }),
        [
            Part<LeaverListFacts>("list-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<LeaverListLines>("list-lines", $"{details.Row} {string.Join('\n', details.Lines)}", new() { ["Details"] = details, ["Query"] = view.Query }),
        ]);

    private LiveContent Of(PeopleList list, LiveView.People view) => new(
        $"{list.Workspace} {string.Join('\n', list.People)} {list.Next}",
        () => fragments.RenderAsync<PeopleTable>(new() { ["List"] = list, ["Query"] = view.Query, ["Oob"] = true }),
        []);

    private LiveContent Of(PersonDetails details, PersonRights rights) => AllOf(
        Part<PersonCard>("person", StateOf(details.Facts), new() { ["Facts"] = details.Facts }),
        Part<PersonActBar>("acts", $"{StateOf(details.Facts)} {details.Askers.Count}", new() { ["Details"] = details, ["Rights"] = rights }),
        Part<PersonWork>("person-work", string.Join('\n', details.Holds), new() { ["Details"] = details, ["Rights"] = rights }),
        Part<PersonCases>("person-cases", string.Join('\n', details.Cases), new() { ["Cases"] = details.Cases }),
        Part<PersonHolds>("person-holds", string.Join('\n', details.LegalHolds), new() { ["Rows"] = details.LegalHolds }));

    /// <summary>All but the clock, which changes each time.</summary>
    private static string StateOf(PersonFacts facts) => (facts with { Now = default }).ToString();

    private LiveContent Of(ContactList list, LiveView.Contacts view) => new(
        string.Join('\n', list.Contacts) + list.Next,
        () => fragments.RenderAsync<ContactTable>(
            new() { ["Workspace"] = view.Workspace, ["List"] = list, ["Archived"] = view.Archived, ["After"] = view.After, ["Oob"] = true }),
        []);

    private LiveContent Of(ContactDetails details, PersonRights rights) => AllOf(
        Part<ContactCard>("contact", details.Facts.ToString(), new() { ["Facts"] = details.Facts }),
        Part<ContactActBar>("acts", $"{details.Facts} {details.Askers.Count}", new() { ["Details"] = details, ["Rights"] = rights }));

    private LiveContent Of(HoldList list, LiveView.Holds view) => new(
        string.Join('\n', list.Rows) + list.Older,
        () => fragments.RenderAsync<HoldTable>(
            new() { ["List"] = list, ["Lifted"] = view.Lifted, ["Before"] = view.Before, ["Rights"] = view.Rights, ["Oob"] = true }),
        []);

    private LiveContent Of(IReadOnlyList<FailureGroup> groups) => new(
        string.Join('\n', groups), () => fragments.RenderAsync<FailureGroups>(new() { ["Groups"] = groups, ["Oob"] = true }), []);

    private LiveContent Of(IReadOnlyList<WorkerRow> rows) => new(
        string.Join('\n', rows), () => fragments.RenderAsync<WorkerList>(new() { ["Workers"] = rows, ["Oob"] = true }), []);

    private LiveContent Of(OperationDetails details, LiveView.Operation view) => new(
        "",
        () => fragments.RenderAsync<OperationBody>(new() { ["Details"] = details, ["After"] = view.After, ["MayAct"] = view.MayAct, ["Oob"] = true }),
        [
            Part<OperationFacts>("operation-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<OperationActs>("operation-acts", details.Row.State, new() { ["Details"] = details, ["MayAct"] = view.MayAct }),
            Part<OperationItems>("operation-items", string.Join('\n', details.Items), new() { ["Details"] = details, ["After"] = view.After }),
        ]);

    private static T Shown<T>(T read, LiveView view) => PersonalData.Shown(read, view.Personal);

    private LivePart Part<TComponent>(string id, string state, Dictionary<string, object?> parameters)
        where TComponent : IComponent =>
        new(id, state, () => fragments.RenderAsync<TComponent>(new(parameters) { ["Oob"] = true }));
}
