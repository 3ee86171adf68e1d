using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Answers one line of a list as a request of its own: a case, or a refusal with the line's path that can be replayed.</summary>
internal sealed class ListLineProcessor(CaseOpener opener)
{
    private const string LineStarts = "line";

    private static readonly string Name = MessageNames.Of<DeactivateUserRequested>();

    public async Task AnswerAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ListRow list, LineRow line, CancellationToken cancellationToken)
    {
        using Activity? span = Traces.Line(list.Traceparent);
        Traces.AboutWorkspace(list.WorkspaceId);
        await transaction.SaveAsync(LineStarts, cancellationToken);
        try
        {
            Refusal? refusal = await DecideAsync(connection, list, line, cancellationToken);
            await MarkAsync(
                connection, list, line, refusal is null ? "accepted" : "refused",
                refusal is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.Code.ToString()), refusal?.Message, cancellationToken);
        }
        catch (Exception error) when (!TransientErrors.IsTransient(error) && !cancellationToken.IsCancellationRequested)
        {
            // One line at which the software fails must not keep the others waiting indefinitely. It is in the overview, with the reason.
            await transaction.RollbackAsync(LineStarts, cancellationToken);
            await MarkAsync(connection, list, line, "failed", null, $"{error.GetType().Name}: {error.Message}".Replace('\0', '\uFFFD'), cancellationToken);
        }
    }

    /// <summary>Opens the case, or writes the refusal down and says it.</summary>
    private async Task<Refusal?> DecideAsync(NpgsqlConnection connection, ListRow list, LineRow line, CancellationToken cancellationToken)
    {
        var asked = new DeactivateUsersRequested { RequestId = list.RequestId, WorkspaceId = list.WorkspaceId, RequestedBy = list.RequestedBy, Users = [] };
        ReadLine read = LineReader.Read(
            line.RequestId, asked, JsonSerializer.Deserialize<JsonElement>(list.ForAll), line.Position, JsonSerializer.Deserialize<JsonElement>(line.Line));
        Refusal? refusal = read.Request is null ? Unreadable(line, read.Errors)
            : line.FirstPosition < line.Position ? Twice(line.Position, line.UserId, line.FirstPosition)
            : await OpenAsync(connection, list, line, read.Request, cancellationToken);
        if (refusal is not null)
        {
            refusal = WithPath(refusal, line) with { AskerWasPermitted = true };
            await RefusalStore.WriteAsync(
                connection, Name, list.WorkspaceId, line.UserId, line.RequestId, refusal, new ReceivedBody(Encoding.UTF8.GetBytes(read.Json), "application/json"),
                cancellationToken);
        }

        return refusal;
    }

    private async Task<Refusal?> OpenAsync(
        NpgsqlConnection connection, ListRow list, LineRow line, DeactivateUserRequested request, CancellationToken cancellationToken)
    {
        DeactivationFacts facts = await DeactivationRows.FactsAsync(
            connection, request.WorkspaceId, request.UserId, request.RequestedBy, request.Handover, request.NextOwner, cancellationToken);
        IReadOnlyDictionary<Guid, int> leaving = await LeavingAsync(connection, list, line, request.Handover, facts.Recipients, cancellationToken);
        if (LeaversInList.Check(request.Handover, leaving, "handover") is { } leaves)
        {
            return leaves;
        }

        facts = facts with { Recipients = LeaversInList.Without(facts.Recipients, leaving) };
        DeactivateUserRequested resolved = request with { Handover = TeamPlans.Resolve(request.Handover, request.UserId, facts.Recipients) };
        if (DeactivationRules.Check(resolved, facts) is { } refusal)
        {
            return refusal;
        }

        Approval? approval = list.Held && facts.CountsAsMassChange ? await MassChangeGuard.HoldAsync(connection, resolved, list.Id, cancellationToken) : null;
        await opener.OpenAsync(connection, EventIds.Case(request.WorkspaceId, request.RequestId), resolved, facts, approval, cancellationToken);
        return null;
    }

    /// <summary>Those of the plan, named or as members of teams, who leave by the same list.</summary>
    private static async Task<IReadOnlyDictionary<Guid, int>> LeavingAsync(
        NpgsqlConnection connection, ListRow list, LineRow line, HandoverPlan? plan, RecipientFacts facts, CancellationToken cancellationToken)
    {
        Guid[] users = [.. WorkKind.AllocationsOf(plan).SelectMany(Allocator.PeopleOf).Concat(facts.Teams.Values.SelectMany(t => t)).Concat(facts.LeaversTeams).Distinct()];
        return users.Length == 0 ? new Dictionary<Guid, int>() : (await connection.QueryAsync<(Guid User, int Position)>(new CommandDefinition(
            Sql.Read("list-positions"), new { listId = list.Id, users, line.Position }, cancellationToken: cancellationToken))).ToDictionary(l => l.User, l => l.Position);
    }

    private static async Task MarkAsync(
        NpgsqlConnection connection, ListRow list, LineRow line, string status, string? code, string? problem, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("list-line-answered"), new { listId = list.Id, line.Position, status, code, problem }, cancellationToken: cancellationToken));

    private static Refusal Unreadable(LineRow line, IReadOnlyList<FieldError> errors) => new(
        RefusalCode.InvalidRequest,
        $"users[{line.Position}]: {Say.Count(errors.Count, "field is", "fields are")} missing or wrong: {string.Join("; ", errors.Take(5).Select(e => $"{e.Path} {e.Problem}"))}.",
        "The other lines go on. Send a request for this person with what is right.", errors);

    internal static Refusal Twice(int position, Guid? user, int? first) => new(
        RefusalCode.InvalidRequest, $"users[{position}] names {user} a second time; the first is users[{first}].",
        "There is nothing to do if the first line is right.",
        [new FieldError { Path = $"users[{position}].userId", Problem = $"is in the list already, as users[{first}]" }]);

    /// <summary>Whoever sent the list finds the line by the path, whatever the refusal is about.</summary>
    private static Refusal WithPath(Refusal refusal, LineRow line)
    {
        string path = $"users[{line.Position}]";
        return refusal.Errors.Any(e => e.Path.StartsWith(path, StringComparison.Ordinal)) ? refusal : refusal with
        {
            Errors = refusal.Errors.Count == 0
                ? [new FieldError { Path = path, Problem = refusal.Message }]
                : [.. refusal.Errors.Select(e => e with { Path = $"{path}.{e.Path}" })],
        };
    }
}

/// <summary>A line that waits.</summary>
/// <param name="Position">From 0 on.</param>
/// <param name="RequestId">Of the person's own request.</param>
/// <param name="UserId">Whom it names, if that much can be read.</param>
/// <param name="Line">JSON as it came.</param>
/// <param name="FirstPosition">Where the list names the same person first.</param>
internal sealed record LineRow(int Position, Guid RequestId, Guid? UserId, string Line, int? FirstPosition);
