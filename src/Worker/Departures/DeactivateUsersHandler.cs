using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Departures;

/// <summary>Takes a list in (F6): its lines become rows, and <see cref="ListSweep"/> looks at them one by one.</summary>
internal sealed class DeactivateUsersHandler(NpgsqlDataSource database, OutboxSignal outbox) : WorkspaceCommandHandler<DeactivateUsersRequested>(database), ICommandHandler<DeactivateUsersRequested>
{
    private const int MostLines = 10_000;

    bool ICommandHandler<DeactivateUsersRequested>.TakesLists => true;

    private readonly NpgsqlDataSource _database = database;

    public override DeactivateUsersRequested Read(FieldReader json) => ReadList(json);

    /// <summary>What holds for all. A mistake there is one in every line, and refuses the message; the lines are read when it is their turn.</summary>
    internal static DeactivateUsersRequested ReadList(FieldReader json)
    {
        (LastDay lastDay, ReturnDay back) = ReturnDayReader.ReadWithLastDay(json, zoneIsUsed: true);
        json.Entries("users", MostLines);
        return new DeactivateUsersRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            RequestedBy = json.Id("requestedBy"),
            Reason = json.OptionalOneOf<DeactivationReason>("reason"),
            LastDay = lastDay.Instant,
            LastDate = lastDay.Date,
            TimeZone = lastDay.Zone,
            ReturnDay = back.Instant,
            ReturnDate = back.Date,
            GiveBackWork = json.Flag("giveBackWork"),
            Handover = HandoverPlanReader.Read(json.Object("handover")),
            LowerSeatLimit = json.Flag("lowerSeatLimit"),
            DryRun = json.Flag("dryRun"),
            Users = [],
        };
    }

    Task ICommandHandler<DeactivateUsersRequested>.HandleAsync(DeactivateUsersRequested command, ReceivedBody body, CancellationToken cancellationToken) =>
        command.DryRun
            ? PreviewQueue.AddAsync(_database, outbox, new RunListPreview(body.Message.GetRawText()), cancellationToken)
            : HandleAsync(command, body, cancellationToken);

    protected override byte[] Fingerprint(DeactivateUsersRequested command, ReceivedBody body) => Fingerprint(command, body.Message);

    internal static byte[] Fingerprint(DeactivateUsersRequested command, JsonElement message) =>
        SHA256.HashData([.. IdempotencyStore.Fingerprint(command), .. Encoding.UTF8.GetBytes(message.GetProperty("users").GetRawText())]);

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, DeactivateUsersRequested command, Answer answer, CancellationToken cancellationToken)
    {
        JsonElement message = answer.To.Message;
        IReadOnlyList<ListedLeaver> lines = ListedLeaver.Of(message.GetProperty("users"));
        Dictionary<Guid, int> positions = lines.Where(l => l.UserId is not null).GroupBy(l => l.UserId!.Value).ToDictionary(g => g.Key, g => g.First().Position);
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        if ((asker.CheckAdmin($"deactivate {Say.Count(lines.Count, "person", "people")}") ?? LeaversInList.Check(command.Handover, positions, "handover")) is { } refusal)
        {
            return refusal;
        }

        MassChangeFacts guard = await MassChangeGuard.FactsAsync(connection, command.WorkspaceId, cancellationToken);
        Guid id = EventIds.List(command.WorkspaceId, command.RequestId);
        (bool held, DateTime now) = await AddAsync(connection, id, command, ForAll(message), lines, guard, [.. positions.Keys], cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(command.WorkspaceId, null, command.RequestedBy.ToString(), "list-accepted", command.RequestId, new { listId = id, people = lines.Count, held }),
            cancellationToken);
        answer.Add(new OffboardingListAccepted
        {
            EventId = EventIds.Answer(command.WorkspaceId, command.RequestId, "list-accepted"),
            RequestId = command.RequestId,
            WorkspaceId = command.WorkspaceId,
            OccurredAt = now,
            ListId = id,
            People = lines.Count,
            HeldForApproval = held,
        });
        return null;
    }

    /// <summary>A list is one wish: if it goes over what the workspace allows, all of it waits (docs/adr/0017).</summary>
    private static async Task<(bool Held, DateTime Now)> AddAsync(
        NpgsqlConnection connection, Guid id, DeactivateUsersRequested command, string forAll, IReadOnlyList<ListedLeaver> lines, MassChangeFacts guard,
        Guid[] users, CancellationToken cancellationToken)
    {
        int adding = await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            Sql.Read("list-active-users"), new { command.WorkspaceId, users }, cancellationToken: cancellationToken));
        bool held = MassChangeRule.IsOver(guard, adding);
        DateTime now = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(
            Sql.Read("list-add"),
            new
            {
                id,
                command.WorkspaceId,
                command.RequestId,
                command.RequestedBy,
                forAll,
                people = lines.Count,
                held,
                traceparent = Traces.Current,
                positions = lines.Select(l => l.Position).ToArray(),
                requests = lines.Select(l => EventIds.Line(command.RequestId, l.Position)).ToArray(),
                users = lines.Select(l => l.UserId).ToArray(),
                lines = lines.Select(l => l.Json).ToArray(),
            },
            cancellationToken: cancellationToken));
        return (held, now);
    }

    internal static string ForAll(JsonElement message) => JsonSerializer.Serialize(
        message.EnumerateObject().Where(p => LineReader.Shared.Contains(p.Name)).ToDictionary(p => p.Name, p => p.Value));
}

/// <summary>A line of a list as it came.</summary>
/// <param name="Position">From 0 on.</param>
/// <param name="UserId">Whom it names, if that much can be read.</param>
/// <param name="Json">The line.</param>
internal sealed record ListedLeaver(int Position, Guid? UserId, string Json)
{
    public static IReadOnlyList<ListedLeaver> Of(JsonElement users) => [.. users.EnumerateArray().Select((line, i) => new ListedLeaver(i, UserIn(line), line.GetRawText()))];

    private static Guid? UserIn(JsonElement line) =>
        line.ValueKind == JsonValueKind.Object && line.TryGetProperty("userId", out JsonElement id) && id.ValueKind == JsonValueKind.String
        && Guid.TryParse(id.GetString(), out Guid user) && user != Guid.Empty
            ? user
            : null;
}
