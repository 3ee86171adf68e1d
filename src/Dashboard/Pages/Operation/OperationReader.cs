using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Operation;

/// <summary>Reads bulk acts.</summary>
public sealed class OperationReader(DashboardDatabase database)
{
    private const int PageSize = 50;

    /// <summary>One page, newest first: those that were confirmed, and what this person has not confirmed yet.</summary>
    public async Task<Page<OperationRow>> ListAsync(string me, Cursor? before, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        List<OperationRow> rows = [.. await connection.QueryAsync<OperationRow>(new CommandDefinition(
            Sql.Read("list-operations"),
            new { me, beforeAt = before?.At, beforeId = before?.Id, limit = PageSize + 1 },
            cancellationToken: cancellationToken))];
        List<OperationRow> shown = rows.Count > PageSize ? rows[..PageSize] : rows;
        return new Page<OperationRow>(shown, rows.Count > PageSize ? new Cursor(shown[^1].FrozenAt, shown[^1].Id) : null);
    }

    /// <summary>One operation with its items after a number; null: there is none with this id.</summary>
    public async Task<OperationDetails?> ReadAsync(Guid id, int after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("read-operation"), new { id, after, limit = PageSize + 1 }, cancellationToken: cancellationToken));
        OperationRow? row = await results.ReadSingleOrDefaultAsync<OperationRow>();
        List<OperationItemRow> items = [.. await results.ReadAsync<OperationItemRow>()];
        List<Asker> askers = [.. await results.ReadAsync<Asker>()];
        List<WorkspaceShare> workspaces = [.. await results.ReadAsync<WorkspaceShare>()];
        return row is null ? null : new OperationDetails(
            row, items.Count > PageSize ? items[..PageSize] : items, items.Count > PageSize ? items[PageSize - 1].Number : null, askers, workspaces);
    }

    /// <summary>The newest operations on one group of failures.</summary>
    public async Task<IReadOnlyList<OperationRow>> OfGroupAsync(string step, string kind, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<OperationRow>(
            new CommandDefinition(Sql.Read("operations-of-group"), new { step, kind }, cancellationToken: cancellationToken))];
    }
}

/// <summary>How much of a frozen set is of one workspace.</summary>
public sealed record WorkspaceShare
{
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public int Cases { get; init; }
}

/// <summary>One operation with a page of its items.</summary>
/// <param name="Row">Who, why, how far.</param>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Next">The number after which the next page begins; null: there is none.</param>
/// <param name="Askers">On whose behalf it can be started, while it waits for its yes.</param>
/// <param name="Workspaces">Those it is of, while it waits for its yes and is of several.</param>
public sealed record OperationDetails(
    OperationRow Row, IReadOnlyList<OperationItemRow> Items, int? Next, IReadOnlyList<Asker> Askers, IReadOnlyList<WorkspaceShare> Workspaces);

/// <summary>One operation: facts, acts, items.</summary>
public sealed class OperationLive(OperationReader operations, Fragments fragments) : LiveReader<LiveView.Operation>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Operation view, Overview overview, CancellationToken cancellationToken)
    {
        if (await operations.ReadAsync(view.Id, view.After, cancellationToken) is not { } read)
        {
            return null;
        }

        OperationDetails details = Shown(read, view);
        return Whole<OperationBody>(
            "",
            new() { ["Details"] = details, ["After"] = view.After, ["MayAct"] = view.MayAct },
            Part<OperationFacts>("operation-facts", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<OperationActs>("operation-acts", details.Row.State, new() { ["Details"] = details, ["MayAct"] = view.MayAct }),
            Part<OperationItems>("operation-items", string.Join('\n', details.Items), new() { ["Details"] = details, ["After"] = view.After }));
    }
}
