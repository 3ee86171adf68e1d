using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Telemetry;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Departures;

/// <summary>
/// Answers lines of a list, each as a request of its own: a case, or a refusal with the line's path that can be replayed. Most lines of a list are alike, and what is plain is
/// opened together, in as many round trips as one of them takes (docs/adr/0049).
/// </summary>
internal sealed class ListLineProcessor(CaseOpener opener, ILogger<ListLineProcessor> log)
{
    private const string LineStarts = "line";
    private const string LinesStart = "lines";
    private const int NoPosition = -1;

    private static readonly string Name = MessageNames.Of<DeactivateUserRequested>();

    /// <summary>Reads lines; what is wrong with one is noted in it.</summary>
    public static IReadOnlyList<WaitingLine> Read(ListRow list, IEnumerable<LineRow> lines)
    {
        var asked = new DeactivateUsersRequested { RequestId = list.RequestId, WorkspaceId = list.WorkspaceId, RequestedBy = list.RequestedBy, Users = [] };
        JsonElement forAll = JsonSerializer.Deserialize<JsonElement>(list.ForAll);
        return [.. lines.Select(line => new WaitingLine(
            line, LineReader.Read(line.RequestId, asked, forAll, line.Position, JsonSerializer.Deserialize<JsonElement>(line.Line))))];
    }

    /// <summary>Opens the cases of all plain lines together.</summary>
    /// <returns>The lines that have to be processed one by one: all but those.</returns>
    public async Task<IReadOnlyList<WaitingLine>> OpenTogetherAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ListRow list, IReadOnlyList<WaitingLine> lines, CancellationToken cancellationToken)
    {
        PlainLine[] candidates = [.. lines.Select(Candidate).OfType<PlainLine>()];
        if (candidates.Length < 2)
        {
            return lines;
        }

        await transaction.SaveAsync(LinesStart, cancellationToken);
        using Tally? tally = Tally.Begin();
        var spans = new List<Activity>();
        try
        {
            IReadOnlyList<PlainLine> opened = await OpenAsync(connection, list, candidates, spans, cancellationToken);
            await MarkAsync(connection, list, [.. opened.Select(o => o.Line.Row)], "accepted", null, null, cancellationToken);
            tally?.PassOn();
            return [.. lines.Except(opened.Select(o => o.Line))];
        }
        catch (Exception error) when (!TransientErrors.IsTransient(error) && !cancellationToken.IsCancellationRequested)
        {
            log.LogInformation("Lines of list {List} are answered one by one: {Error}", list.Id, SafeError.Of(error));
            await transaction.RollbackAsync(LinesStart, cancellationToken);
            return lines;
        }
        finally
        {
            spans.ForEach(static span => span.Dispose());
        }
    }

    public async Task AnswerAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ListRow list, WaitingLine line, CancellationToken cancellationToken)
    {
        using Activity? span = Traces.Line(list.Traceparent);
        Traces.AboutWorkspace(list.WorkspaceId);
        await transaction.SaveAsync(LineStarts, cancellationToken);
        try
        {
            Refusal? refusal = await DecideAsync(connection, list, line, cancellationToken);
            await MarkAsync(
                connection, list, [line.Row], refusal is null ? "accepted" : "refused",
                refusal is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.Code.ToString()), refusal?.Message, cancellationToken);
        }
        catch (Exception error) when (!TransientErrors.IsTransient(error) && !cancellationToken.IsCancellationRequested)
        {
            // One line at which the software fails must not keep the others waiting indefinitely. It is in the overview, with the reason.
            await transaction.RollbackAsync(LineStarts, cancellationToken);
            await MarkAsync(connection, list, [line.Row], "failed", null, $"{error.GetType().Name}: {error.Message}".Replace('\0', '\uFFFD'), cancellationToken);
        }
    }

    /// <summary>Opens the case, or writes the refusal down and says it.</summary>
    private async Task<Refusal?> DecideAsync(NpgsqlConnection connection, ListRow list, WaitingLine waiting, CancellationToken cancellationToken)
    {
        (LineRow line, ReadLine read) = waiting;
        Refusal? refusal = read.Request is null ? Unreadable(line, read.Errors)
            : line.FirstPosition < line.Position ? LineRules.Twice(line.Position, line.UserId, line.FirstPosition)
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

    /// <summary>A line that may be plain, by what it says; null: it is for sure not. What depends on other lines or on the leaver's teams is not.</summary>
    private static PlainLine? Candidate(WaitingLine line) =>
        line.Row.FirstPosition == line.Row.Position && line.Read.Request is { NextOwner: null } request && RecipientQuery.Of(request.Handover) is { LeaversTeams: false } recipients
            ? new PlainLine(line, request, recipients)
            : null;

    /// <summary>
    /// Opens those that are plain by what the database says as well. The facts are read for all of them before the first is opened, so nobody is among them whose opening
    /// changes the facts of another: no owner.
    /// </summary>
    private async Task<IReadOnlyList<PlainLine>> OpenAsync(
        NpgsqlConnection connection, ListRow list, PlainLine[] candidates, List<Activity> spans, CancellationToken cancellationToken)
    {
        var named = new RecipientQuery(
            [.. candidates.SelectMany(c => c.Recipients.Recipients).Distinct()], [.. candidates.SelectMany(c => c.Recipients.Teams).Distinct()], LeaversTeams: false);
        Dictionary<Guid, DeactivationFacts> facts = await DeactivationRows.OfManyAsync(
            connection, list.WorkspaceId, [.. candidates.Select(c => c.Request.UserId)], list.RequestedBy, named, cancellationToken);
        RecipientFacts recipients = facts.Values.First().Recipients;
        IReadOnlyDictionary<Guid, int> leaving = await PositionsAsync(
            connection, list, [.. named.Recipients.Concat(recipients.Teams.Values.SelectMany(t => t)).Distinct()], NoPosition, cancellationToken);
        recipients = LeaversInList.Without(recipients, leaving);

        var plain = new List<PlainLine>();
        var openings = new List<Opening>();
        foreach (PlainLine candidate in candidates)
        {
            DeactivationFacts about = facts[candidate.Request.UserId] with { Recipients = recipients };
            if (leaving.ContainsKey(candidate.Request.UserId)
                || about is { IsOwner: true } or { IsAccountOwner: true } or { RequiresCompleteHandover: true } || (list.Held && about.CountsAsMassChange))
            {
                continue;
            }

            (DeactivateUserRequested resolved, Refusal? refusal) = LineRules.Check(candidate.Request, about, leaving);
            if (refusal is not null || !CaseOpener.IsPlain(resolved, about))
            {
                continue;
            }

            if (Traces.Line(list.Traceparent) is { } span)
            {
                spans.Add(span);
                Traces.AboutWorkspace(list.WorkspaceId);
            }

            plain.Add(candidate);
            openings.Add(opener.Plain(EventIds.Case(resolved.WorkspaceId, resolved.RequestId), resolved, about));
        }

        if (openings.Count > 0)
        {
            await opener.OpenTogetherAsync(connection, openings, cancellationToken);
        }

        return plain;
    }

    private async Task<Refusal?> OpenAsync(
        NpgsqlConnection connection, ListRow list, LineRow line, DeactivateUserRequested request, CancellationToken cancellationToken)
    {
        DeactivationFacts facts = await DeactivationRows.FactsAsync(
            connection, request.WorkspaceId, request.UserId, request.RequestedBy, request.Handover, request.NextOwner, cancellationToken);
        IReadOnlyDictionary<Guid, int> leaving = await LeavingAsync(connection, list, line, request.Handover, facts.Recipients, cancellationToken);
        facts = facts with { Recipients = LeaversInList.Without(facts.Recipients, leaving) };
        (DeactivateUserRequested resolved, Refusal? refusal) = LineRules.Check(request, facts, leaving);
        if (refusal is not null)
        {
            return refusal;
        }

        Approval? approval = list.Held && facts.CountsAsMassChange ? await MassChangeGuard.HoldAsync(connection, resolved, list.Id, cancellationToken) : null;
        await opener.OpenAsync(connection, EventIds.Case(request.WorkspaceId, request.RequestId), resolved, facts, approval, null, cancellationToken);
        return null;
    }

    /// <summary>Those of the plan, named or as members of teams, who leave by the same list.</summary>
    private static async Task<IReadOnlyDictionary<Guid, int>> LeavingAsync(
        NpgsqlConnection connection, ListRow list, LineRow line, HandoverPlan? plan, RecipientFacts facts, CancellationToken cancellationToken)
    {
        Guid[] users = [.. WorkKind.AllocationsOf(plan).SelectMany(Allocator.PeopleOf).Concat(facts.Teams.Values.SelectMany(t => t)).Concat(facts.LeaversTeams).Distinct()];
        return await PositionsAsync(connection, list, users, line.Position, cancellationToken);
    }

    /// <summary>Where in the list people are first, but for one line.</summary>
    private static async Task<IReadOnlyDictionary<Guid, int>> PositionsAsync(
        NpgsqlConnection connection, ListRow list, Guid[] users, int position, CancellationToken cancellationToken) =>
        users.Length == 0 ? new Dictionary<Guid, int>() : (await connection.QueryAsync<(Guid User, int Position)>(new CommandDefinition(
            Sql.Read("list-positions"), new { listId = list.Id, users, position }, cancellationToken: cancellationToken))).ToDictionary(l => l.User, l => l.Position);

    private static async Task MarkAsync(
        NpgsqlConnection connection, ListRow list, IReadOnlyList<LineRow> lines, string status, string? code, string? problem, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("list-lines-answered"), new { listId = list.Id, positions = lines.Select(l => l.Position).ToArray(), status, code, problem },
            cancellationToken: cancellationToken));

    private static Refusal Unreadable(LineRow line, IReadOnlyList<FieldError> errors) => new(
        RefusalCode.InvalidRequest,
        $"users[{line.Position}]: {Say.Count(errors.Count, "field is", "fields are")} missing or wrong: {string.Join("; ", errors.Take(5).Select(e => $"{e.Path} {e.Problem}"))}.",
        "The other lines go on. Send a request for this person with what is right.", errors);

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

/// <summary>A line that waits, and what it says.</summary>
/// <param name="Row">As it is stored.</param>
/// <param name="Read">The request it makes, or what is wrong with it.</param>
internal sealed record WaitingLine(LineRow Row, ReadLine Read);

/// <summary>A line whose case may be opened together with others.</summary>
/// <param name="Line">As it waits.</param>
/// <param name="Request">What it says.</param>
/// <param name="Recipients">Whom its plan names.</param>
internal sealed record PlainLine(WaitingLine Line, DeactivateUserRequested Request, RecipientQuery Recipients);
