using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.LeftBehind;

/// <summary><c>/left-behind</c>: open work of people who are gone (D11). Most of it is there on purpose (C4, D4).</summary>
public static class LeftBehindPage
{
    /// <summary>Shows who has some.</summary>
    public static async Task<IResult> Show(
        HttpContext context, LeftBehindReader reader, PeopleReader people, OverviewReader overviews, PageFrames frames,
        CancellationToken cancellationToken)
    {
        var filter = Filter.Of(context.Request.Query);
        Guid? workspace = filter.Id("workspace", "the id of a workspace");
        (Guid, Guid)? cursor = filter.Read<(Guid, Guid)?>("after", static text =>
            text.Split('_') is [var first, var second] && Guid.TryParse(first, out Guid inWorkspace) && Guid.TryParse(second, out Guid user) ? (inWorkspace, user) : null,
            "is not the end of a page of this list.");
        if (!filter.IsUnderstood)
        {
            return frames.NotUnderstood(context, filter.NotUnderstood);
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<LeftBehindView>(new
        {
            Frame = frame,
            List = frame.Shown(await reader.ListAsync(workspace, cursor, cancellationToken)),
            Workspace = workspace,
            Name = workspace is { } id ? await people.NameOfAsync(id, cancellationToken) : null,
            IsFirst = cursor is null,
        });
    }
}

/// <summary>
/// Finds open work of people who are gone. There may be a million of them and work of ten: each page looks at a limited number of people,
/// by an index, so that none takes long.
/// </summary>
public sealed class LeftBehindReader(DashboardDatabase database)
{
    /// <summary>People who are looked at for one page.</summary>
    public const int PeopleLookedAt = 2000;

    /// <summary>Looks at the next of those who are gone.</summary>
    /// <param name="workspace">Only there; null: everywhere.</param>
    /// <param name="after">The last one who was looked at for the page before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<LeftBehindList> ListAsync(Guid? workspace, (Guid Workspace, Guid User)? after, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        await using SqlMapper.GridReader results = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql.Read("list-left-behind"),
            new { workspace, afterWorkspace = after?.Workspace, afterUser = after?.User, look = PeopleLookedAt },
            cancellationToken: cancellationToken));
        (int lookedAt, Guid? lastWorkspace, Guid? lastUser) = await results.ReadSingleAsync<(int, Guid?, Guid?)>();
        List<LeftBehindRow> rows = [.. await results.ReadAsync<LeftBehindRow>()];
        return new LeftBehindList(rows, lookedAt, lookedAt == PeopleLookedAt ? (lastWorkspace!.Value, lastUser!.Value) : null);
    }
}

/// <summary>Who has open work of those who were looked at.</summary>
/// <param name="Rows">In the order of workspaces and ids.</param>
/// <param name="LookedAt">People who are gone and were looked at.</param>
/// <param name="Next">The last one who was looked at, as workspace and user; null: there are no more.</param>
public sealed record LeftBehindList(IReadOnlyList<LeftBehindRow> Rows, int LookedAt, (Guid Workspace, Guid User)? Next);
