using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Seats;

/// <summary>Reads seats.</summary>
public sealed class SeatsReader(DashboardDatabase database)
{
    /// <summary>Workspaces on one page.</summary>
    public const int PageSize = 50;

    /// <summary>Workspaces by name; one more than a page, to know whether there is another.</summary>
    /// <param name="after">The last workspace of the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SeatsRow>> ListAsync(Guid? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<SeatsRow>(
            new CommandDefinition(Sql.Read("list-seats"), new { after, limit = PageSize + 1 }, cancellationToken: cancellationToken))];
    }

    /// <summary>One workspace; null: there is none with this id.</summary>
    public async Task<SeatsDetails?> ReadAsync(Guid workspace, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(
            new CommandDefinition(Sql.Read("read-seats"), new { workspace }, cancellationToken: cancellationToken));
        SeatsRow? row = await results.ReadSingleOrDefaultAsync<SeatsRow>();
        return row is null
            ? null
            : new SeatsDetails(row, [.. await results.ReadAsync<SeatHolder>()], [.. await results.ReadAsync<SeatChangeRow>()], [.. await results.ReadAsync<Asker>()]);
    }
}

/// <summary>The seats of one workspace with who holds them and how they changed.</summary>
/// <param name="Row">The numbers.</param>
/// <param name="Holders">The first 200 by name.</param>
/// <param name="Changes">The last 100, the newest first.</param>
/// <param name="Askers">On whose behalf an operator can request.</param>
public sealed record SeatsDetails(
    SeatsRow Row, IReadOnlyList<SeatHolder> Holders, IReadOnlyList<SeatChangeRow> Changes, IReadOnlyList<Asker> Askers);

/// <summary>Somebody who holds a seat.</summary>
public sealed record SeatHolder
{
    public Guid UserId { get; init; }

    [PersonalData(Personal.Name)]
    public string Name { get; init; } = "";

    public string Status { get; init; } = "";
}

/// <summary>The seats of one workspace: in use are active full users, and invited ones where the workspace says so.</summary>
public sealed record SeatsRow
{
    public Guid WorkspaceId { get; init; }

    public string Name { get; init; } = "";

    public int SeatLimit { get; init; }

    public int InUse { get; init; }

    public int Free { get; init; }
}

/// <summary>The seats of one workspace: figures, ledger, holders.</summary>
public sealed class SeatsLive(SeatsReader seats, Fragments fragments) : LiveReader<LiveView.Seats>(fragments)
{
    /// <inheritdoc/>
    protected override async Task<LiveContent?> ReadAsync(LiveView.Seats view, Overview overview, CancellationToken cancellationToken)
    {
        if (await seats.ReadAsync(view.Workspace, cancellationToken) is not { } read)
        {
            return null;
        }

        SeatsDetails details = Shown(read, view);
        return AllOf(
            Part<SeatFigures>("seat-figures", details.Row.ToString(), new() { ["Row"] = details.Row }),
            Part<SeatLedger>("seat-ledger", string.Join(' ', details.Changes), new() { ["Rows"] = details.Changes }),
            Part<SeatHolders>("seat-holders", string.Join(' ', details.Holders), new() { ["Rows"] = details.Holders, ["InUse"] = details.Row.InUse }));
    }
}
