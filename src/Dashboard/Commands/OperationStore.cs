using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Commands;

/// <summary>Bulk acts: the set is frozen on the server, then confirmed with a reason, and can be stopped. The worker does the rest.</summary>
public sealed class OperationStore(DashboardDatabase database, OperationReader operations)
{
    /// <summary>Freezes what an operation would cover, of which only what is possible now; nothing is sent.</summary>
    /// <param name="kind">Of a <see cref="BulkAct"/>.</param>
    /// <param name="scope">What all of them have in common, and how they were chosen.</param>
    /// <param name="cases">The cases that were ticked; null: all that the scope describes.</param>
    /// <param name="actor">Who will be asked to confirm it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Guid> FreezeAsync(string kind, object scope, IReadOnlyList<Guid>? cases, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleAsync<Guid>(new CommandDefinition(
            Sql.Read("freeze-operation"), new { kind, scope = Json(scope), actor, cases = cases?.ToArray() }, cancellationToken: cancellationToken));
    }

    /// <summary>Freezes all cases that the list shows, on whatever page they are.</summary>
    public async Task<Guid> FreezeMatchingAsync(string kind, CaseQuery query, string actor, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        DynamicParameters parameters = await CaseFilter.ParametersAsync(connection, query, cancellationToken);
        // Whom somebody searched for is not kept: it is a name or an address.
        parameters.AddDynamicParams(new
        {
            kind,
            scope = Json(new { filter = (query with { Search = null, Before = null }).ToQueryString(), searched = query.Search is not null }),
            actor,
            most = BulkActs.Most,
        });
        return await connection.QuerySingleAsync<Guid>(
            new CommandDefinition(CaseOrder.Of(query.Order).In(CaseFilter.In("freeze-matching")), parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Confirms a frozen set.</summary>
    public async Task<ActOutcome> StartAsync(OperationDetails details, ActForm form, string actor, CancellationToken cancellationToken) =>
        Missing(details.Row, form) is { } missing
            ? new ActOutcome(false, missing)
            : await ActAsync(
                "start-operation", details.Row.Id, new { details.Row.Id, actor, form.Why, form.InTheNameOf },
                static row => new ActOutcome(true, $"Started for {Words.Number(row.Asked)}.", row.Id), cancellationToken);

    /// <summary>Stops a running one: what was not sent is not sent any more.</summary>
    public Task<ActOutcome> StopAsync(Guid id, string actor, string? why, CancellationToken cancellationToken) => ActAsync(
        "stop-operation", id, new { id, actor, why },
        static row => new ActOutcome(true, "Stopped. Nothing more is sent; what was already sent continues.", row.Id), cancellationToken);

    private async Task<ActOutcome> ActAsync(
        string statement, Guid id, object parameters, Func<OperationRow, ActOutcome> done, CancellationToken cancellationToken)
    {
        bool acted;
        await using (NpgsqlConnection connection = await database.OpenAsync(cancellationToken))
        {
            acted = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read(statement), parameters, cancellationToken: cancellationToken));
        }

        OperationRow? row = (await operations.ReadAsync(id, 0, cancellationToken))?.Row;
        return row is null ? new ActOutcome(false, "This bulk action no longer exists. Nothing was done.") : acted ? done(row) : Declined(row);
    }

    /// <summary>What the form has to say before a frozen set is started (pure); null: nothing is missing.</summary>
    internal static string? Missing(OperationRow row, ActForm form) =>
        row.State != "frozen" ? null
        : form.Why is null ? "Enter a comment for the audit trail. Nothing was changed."
        : BulkActs.Of(row.Kind) is not { AsksInAName: true } ? null
        : row.WorkspaceId is null ? "These are of several workspaces. Filter by one workspace first. Nothing was done."
        : form.InTheNameOf is null ? "Choose on whose behalf: only an admin or owner of the workspace may request this. Nothing was done."
        : null;

    /// <summary>What came before, and who did it (pure).</summary>
    internal static ActOutcome Declined(OperationRow row) => row switch
    {
        { State: "stopped" } => new ActOutcome(false, "This bulk action has already been stopped. Nothing was done.", row.Id, row.StoppedBy, row.StoppedAt),
        { State: "done" } => new ActOutcome(false, "This bulk action has already finished. Nothing was done.", row.Id, null, row.EndedAt),
        { State: "running" } => new ActOutcome(false, "This bulk action has already been started. Nothing was done.", row.Id, row.Actor, row.StartedAt),
        { Asked: 0 } => new ActOutcome(false, "Nothing is selected. Nothing was done.", row.Id),
        _ when BulkActs.Of(row.Kind) is { AsksInAName: true } => new ActOutcome(
            false, "Only the person who selected these can start it, on behalf of an active admin or owner of the workspace. Nothing was done.", row.Id, row.Actor, row.FrozenAt),
        _ => new ActOutcome(false, "Only the person who selected these can start it. Nothing was done.", row.Id, row.Actor, row.FrozenAt),
    };

    private static string Json(object scope) => JsonSerializer.Serialize(scope, JsonSerializerOptions.Web);
}
