using System.Text.Json;
using Dapper;
using MassTransit;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Departures;

/// <summary>Answers a list with <c>dryRun</c> whose shared fields are right.</summary>
/// <param name="Request">The list as JSON, out of its envelope.</param>
[MessageUrn("Offboarding.Worker.Requests.DeactivateUsers:RunListPreview")]
public sealed record RunListPreview(string Request);

/// <summary>
/// Answers a list with <c>dryRun</c> (F3, F6): each line is checked as it would be, and what a recipient gets from one line counts when the next is
/// looked at, so that totals are those of the list.
/// </summary>
internal sealed class ListPreviewConsumer(PreviewStore book, OutboxSignal outbox) : IConsumer<RunListPreview>
{
    private const int MostRefusedLines = 100;

    /// <summary>People whose facts are one statement.</summary>
    private const int FactsAtOnce = 500;

    public async Task Consume(ConsumeContext<RunListPreview> context)
    {
        using JsonDocument request = JsonDocument.Parse(context.Message.Request);
        JsonElement message = request.RootElement;
        DeactivateUsersRequested command = DeactivateUsersHandler.ReadList(new FieldReader(message, "", []));
        byte[] fingerprint = DeactivateUsersHandler.Fingerprint(command, message);
        Guid id = EventIds.Answer(command.WorkspaceId, command.RequestId, $"list-preview/{Convert.ToHexString(fingerprint)}");
        await book.AnswerAsync(
            new PreviewKey(id, command.WorkspaceId, null, command.RequestId, command.RequestedBy, fingerprint),
            connection => LookAsync(connection, id, command, message, context.CancellationToken), context.CancellationToken);
        outbox.Set();
    }

    private static async Task<OffboardingListPreviewed> LookAsync(
        NpgsqlConnection connection, Guid id, DeactivateUsersRequested command, JsonElement message, CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedLeaver> lines = ListedLeaver.Of(message.GetProperty("users"));
        Dictionary<Guid, int> positions = lines.Where(line => line.UserId is not null).GroupBy(line => line.UserId!.Value).ToDictionary(same => same.Key, same => same.First().Position);
        var preview = new OffboardingListPreviewed
        {
            EventId = id,
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = await DatabaseClock.NowAsync(connection, cancellationToken),
            People = lines.Count,
            Refused = 0,
            RefusedLines = [],
            HeldForApproval = false,
            Kinds = [],
            Refusal = null,
        };
        Refusal? refusal = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("workspace-exists"), new { command.WorkspaceId }, cancellationToken: cancellationToken))
            ? (await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken)).CheckAdmin($"deactivate {Say.Count(lines.Count, "person", "people")}")
              ?? LeaversInList.Check(command.Handover, positions, "handover")
            : Refusal.UnknownWorkspace(command.WorkspaceId);
        if (refusal is not null)
        {
            return preview with { Refusal = refusal.InPreview() };
        }

        await Asker.WasCheckedAsync(connection, cancellationToken);
        int adding = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Sql.Read("list-active-users"), new { command.WorkspaceId, users = positions.Keys.ToArray() }, cancellationToken: cancellationToken));
        IReadOnlyDictionary<Guid, Dictionary<string, long>> open = await OpenWork.OfAllAsync(connection, command.WorkspaceId, positions.Keys, cancellationToken);
        JsonElement forAll = JsonSerializer.Deserialize<JsonElement>(DeactivateUsersHandler.ForAll(message));
        ReadLine[] read = [.. lines.Select(line =>
            LineReader.Read(EventIds.Line(command.RequestId, line.Position), command, forAll, line.Position, JsonSerializer.Deserialize<JsonElement>(line.Json)))];
        ListRecipients recipients = await ListRecipients.ReadAsync(connection, command.WorkspaceId, [.. read.Select(static line => line.Request).OfType<DeactivateUserRequested>()], positions, cancellationToken);
        var totals = new ListTotals();
        List<PreviewedLine> refused = [];
        Dictionary<Guid, DeactivationFacts> facts = [];
        foreach (Guid[] people in positions.Keys.Chunk(FactsAtOnce))
        {
            foreach ((Guid person, DeactivationFacts about) in await DeactivationRows.OfManyAsync(
                connection, command.WorkspaceId, people, command.RequestedBy, RecipientQuery.Of(null), cancellationToken))
            {
                facts[person] = about;
            }
        }

        foreach (ListedLeaver line in lines)
        {
            if (await LookAtAsync(connection, line, read[line.Position], positions, facts, recipients, open, totals, cancellationToken) is { } no)
            {
                refused.Add(new PreviewedLine { Position = line.Position, UserId = line.UserId, Code = no.Code, Message = no.Message });
            }
        }

        return preview with
        {
            Refused = refused.Count,
            RefusedLines = [.. refused.Take(MostRefusedLines)],
            HeldForApproval = MassChangeRule.IsOver(await MassChangeGuard.FactsAsync(connection, command.WorkspaceId, cancellationToken), adding),
            Kinds = totals.Kinds,
        };
    }

    /// <returns>Why the line would be refused; null: its work is in the totals.</returns>
    private static async Task<Refusal?> LookAtAsync(
        NpgsqlConnection connection, ListedLeaver line, ReadLine read, Dictionary<Guid, int> positions, Dictionary<Guid, DeactivationFacts> known, ListRecipients recipients,
        IReadOnlyDictionary<Guid, Dictionary<string, long>> open, ListTotals totals, CancellationToken cancellationToken)
    {
        if (read.Request is not { } request)
        {
            return new Refusal(RefusalCode.InvalidRequest, string.Join("; ", read.Errors.Take(5).Select(error => $"{error.Path} {error.Problem}")), "");
        }

        if (positions[request.UserId] < line.Position)
        {
            return LineRules.Twice(line.Position, request.UserId, positions[request.UserId]);
        }

        DeactivationFacts facts = await DeactivationRows.WithRareOnesAsync(
            connection, request.WorkspaceId, request.UserId, request.NextOwner, known[request.UserId], cancellationToken);
        facts = facts with { Recipients = recipients.Of(request.UserId) };
        (DeactivateUserRequested resolved, Refusal? refusal) = LineRules.Check(request, facts, positions);
        if (refusal is not null)
        {
            return refusal;
        }

        foreach (WorkKind kind in WorkKind.All)
        {
            if (resolved.Handover is { } plan && kind.Allocation(plan) is { Recipients.Count: > 0 } && !totals.Knows(kind))
            {
                totals.Know(kind, recipients.Everybody, await OpenWork.CountAsync(connection, kind, request.WorkspaceId, recipients.Everybody, cancellationToken));
            }
        }

        totals.Add(HandoverPreview.Kinds(resolved.Handover, new PreviewFacts { OpenWork = open[request.UserId], Loads = totals.Loads }));
        return null;
    }
}
