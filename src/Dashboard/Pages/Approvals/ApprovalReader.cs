using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Reads mass changes that wait for a second person, and what became of them.</summary>
public sealed class ApprovalReader(DashboardDatabase database)
{
    /// <summary>People shown of each in the list.</summary>
    public const int FewPeople = 8;

    private const int PageSize = 50;

    /// <summary>What waits, and a page of what was decided.</summary>
    /// <param name="me">Who looks: an account's name.</param>
    /// <param name="before">The end of the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApprovalList> ListAsync(string me, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-approvals"),
            new { me, few = FewPeople, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken));
        List<ApprovalRow> open = [.. await results.ReadAsync<ApprovalRow>()];
        List<ApprovalPerson> people = [.. await results.ReadAsync<ApprovalPerson>()];
        List<ApprovalRow> decided = [.. await results.ReadAsync<ApprovalRow>()];
        List<ApprovalRow> shown = decided.Count > PageSize ? decided[..PageSize] : decided;
        return new ApprovalList(open, people, new Page<ApprovalRow>(shown, decided.Count > PageSize ? new Cursor(shown[^1].DecidedAt!.Value, shown[^1].Id) : null));
    }

    /// <summary>One of them; null: there is none with this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="me">Who looks: an account's name.</param>
    /// <param name="after">The last case of the page before; null: from the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApprovalDetails?> ReadAsync(Guid id, string me, Guid? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-approval"), new { id, me, after, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        ApprovalRow? row = await results.ReadSingleOrDefaultAsync<ApprovalRow>();
        List<ApprovalPerson> people = [.. await results.ReadAsync<ApprovalPerson>()];
        return row is null ? null : new ApprovalDetails(row, [.. people.Take(PageSize)], people.Count > PageSize ? people[PageSize - 1].Id : null);
    }
}

/// <summary>One mass change.</summary>
/// <param name="Row">What waits.</param>
/// <param name="People">A page of who would leave by it, or did.</param>
/// <param name="Next">The case where the next page begins; null: this is the last.</param>
public sealed record ApprovalDetails(ApprovalRow Row, IReadOnlyList<ApprovalPerson> People, Guid? Next);

/// <summary>What waits for a second person, and what was decided.</summary>
/// <param name="Open">What waits, the first to expire first; at most 50.</param>
/// <param name="People">The first of those who wait, of each.</param>
/// <param name="Decided">The newest first, a page of them.</param>
public sealed record ApprovalList(IReadOnlyList<ApprovalRow> Open, IReadOnlyList<ApprovalPerson> People, Page<ApprovalRow> Decided);

/// <summary>What waits for a second person, and what was decided.</summary>
public sealed class ApprovalsLive(ApprovalReader approvals, Fragments fragments) : LiveReader<LiveView.Approvals>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Approvals view, Overview overview, CancellationToken cancellationToken)
    {
        ApprovalList list = Shown(await approvals.ListAsync(view.Rights.Me, view.Before, cancellationToken), view);
        return Whole<ApprovalLists>(
            $"{string.Join('\n', list.Open)} {string.Join(' ', list.People.Select(static person => person.Id))} {string.Join('\n', list.Decided.Rows)}",
            new() { ["List"] = list, ["Before"] = view.Before, ["Rights"] = view.Rights });
    }
}

/// <summary>Somebody who would leave by a mass change.</summary>
public sealed record ApprovalPerson
{
    public Guid ApprovalId { get; init; }

    /// <summary>The case.</summary>
    public Guid Id { get; init; }

    [PersonalData(Personal.Name)]
    public string Leaver { get; init; } = "";

    public string Reason { get; init; } = "";

    public string State { get; init; } = "";

    /// <summary>The last day, UTC.</summary>
    public DateTime DueAt { get; init; }
}

/// <summary>One mass change and its people.</summary>
public sealed class ApprovalLive(ApprovalReader approvals, Fragments fragments) : LiveReader<LiveView.Approval>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Approval view, Overview overview, CancellationToken cancellationToken)
    {
        if (await approvals.ReadAsync(view.Id, view.Rights.Me, view.After, cancellationToken) is not { } read)
        {
            return null;
        }

        ApprovalDetails details = Shown(read, view);
        return AllOf(
            Part<ApprovalCard>($"approval-{details.Row.Id}", details.Row.ToString(), new() { ["Row"] = details.Row, ["Rights"] = view.Rights }),
            Part<ApprovalPeople>(
                "approval-people", $"{details.Row.Status} {string.Join('\n', details.People)}", new() { ["Details"] = details, ["After"] = view.After }));
    }
}
