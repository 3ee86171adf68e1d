using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Cases;

/// <summary>
/// The one writer of <c>offboarding.cases</c>, but for the saga, whose rows Entity Framework writes, and <see cref="CaseAdvance"/>. Each method is one
/// transition, in the connection's transaction; whether it is allowed was decided by a rule before (<see cref="OperatorRules"/>,
/// <see cref="NotStartedRule"/>, <see cref="NextStep"/>).
/// </summary>
internal static class CaseStore
{
    public static Task<OffboardingCase?> FindAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<OffboardingCase>(Command("find-case", new { caseId }, cancellationToken));

    /// <summary>A case of a departure, as it is after its short steps if it starts now; one that was refused on its day is opened again.</summary>
    /// <param name="row">The case.</param>
    /// <param name="state">What it is in from now on.</param>
    /// <param name="nextOwner">Who gets what the person owns; null: they own nothing.</param>
    /// <param name="takesOut">The person is in: they count where mass changes are guarded.</param>
    /// <param name="starts">It starts in this transaction.</param>
    /// <param name="freesSeat">The person holds a seat.</param>
    public static NpgsqlBatchCommand Add(OffboardingCase row, CaseState state, Guid? nextOwner, bool takesOut, bool starts, bool freesSeat) => new(Sql.Read("add-case"))
    {
        Parameters =
        {
            Sql.Parameter("caseId", NpgsqlDbType.Uuid, row.CorrelationId),
            Sql.Parameter("WorkspaceId", NpgsqlDbType.Uuid, row.WorkspaceId),
            Sql.Parameter("UserId", NpgsqlDbType.Uuid, row.UserId),
            Sql.Parameter("RequestId", NpgsqlDbType.Uuid, row.RequestId),
            Sql.Parameter("RequestedBy", NpgsqlDbType.Uuid, row.RequestedBy),
            Sql.Parameter("reason", NpgsqlDbType.Text, row.Reason),
            Sql.Parameter("state", NpgsqlDbType.Text, CaseStateText.Write(state)),
            Sql.Parameter("plan", NpgsqlDbType.Text, row.Plan),
            Sql.Parameter("LowerSeatLimit", NpgsqlDbType.Boolean, row.LowerSeatLimit),
            Sql.Parameter("due", NpgsqlDbType.TimestampTz, row.DueAt),
            Sql.Parameter("NextOwner", NpgsqlDbType.Uuid, nextOwner),
            Sql.Parameter("takesOut", NpgsqlDbType.Boolean, takesOut),
            Sql.Parameter("approval", NpgsqlDbType.Uuid, row.ApprovalId),
            Sql.Parameter("late", NpgsqlDbType.TimestampTz, row.LateLastDay),
            Sql.Parameter("traceparent", NpgsqlDbType.Text, row.Traceparent),
            Sql.Parameter("starts", NpgsqlDbType.Boolean, starts),
            Sql.Parameter("freesSeat", NpgsqlDbType.Boolean, freesSeat),
            Sql.Parameter("sessionsEnded", NpgsqlDbType.TimestampTz, row.SessionsEndedAt),
            Sql.Parameter("fingerprint", NpgsqlDbType.Bytea, row.Fingerprint),
        },
    };

    /// <summary>A case that was scheduled starts, and is written as it is after its short steps.</summary>
    public static NpgsqlBatchCommand Start(OffboardingCase row, CaseState state) => new(Sql.Read("start-case"))
    {
        Parameters =
        {
            Sql.Parameter("caseId", NpgsqlDbType.Uuid, row.CorrelationId),
            Sql.Parameter("state", NpgsqlDbType.Text, CaseStateText.Write(state)),
            Sql.Parameter("freesSeat", NpgsqlDbType.Boolean, row.FreesSeat),
            Sql.Parameter("sessionsEnded", NpgsqlDbType.TimestampTz, row.SessionsEndedAt),
        },
    };

    /// <summary>Cancels cases that have not started.</summary>
    public static Task CancelAsync(NpgsqlConnection connection, Guid[] cases, Guid requestId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("cancel-cases", new { cases, requestId }, cancellationToken));

    /// <summary>Cancels the departures of a person that have not started.</summary>
    /// <returns>The cases.</returns>
    public static Task<IEnumerable<Guid>> CancelDeparturesAheadAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestId, CancellationToken cancellationToken) =>
        connection.QueryAsync<Guid>(Command("cancel-departures-ahead", new { workspaceId, userId, requestId }, cancellationToken));

    /// <summary>Cancels the deletion of a person that has not started.</summary>
    /// <returns>The case; null: there was none.</returns>
    public static Task<Guid?> CancelDeletionAheadAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid userId, Guid requestId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<Guid?>(Command("cancel-deletion-ahead", new { workspaceId, userId, requestId }, cancellationToken));

    /// <summary>Cases that waited for an approval have it.</summary>
    public static Task ReleaseAsync(NpgsqlConnection connection, Guid[] cases, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("release-cases", new { cases }, cancellationToken));

    /// <summary>On the day it was due a rule said no.</summary>
    public static Task RefuseAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("refuse-case", new { caseId }, cancellationToken));

    /// <summary>Moves a case that has not started to another day.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="due">UTC.</param>
    /// <param name="late">The last day that had passed already when it was asked for, UTC; null: it had not.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task RescheduleAsync(NpgsqlConnection connection, Guid caseId, DateTime due, DateTime? late, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("reschedule-case", new { caseId, due, late }, cancellationToken));

    public static Task PauseAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("pause-case", new { caseId }, cancellationToken));

    /// <summary>Goes on in a state; what was on its way when the case was paused is sent anew.</summary>
    public static Task ResumeAsync(NpgsqlConnection connection, Guid caseId, CaseState state, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("resume-case", new { caseId, state = CaseStateText.Write(state) }, cancellationToken));

    /// <summary>Puts another plan in the place of a case's, for what has not been handed over yet.</summary>
    public static Task WritePlanAsync(NpgsqlConnection connection, Guid caseId, string plan, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("write-plan", new { caseId, plan }, cancellationToken));

    /// <summary>On the day a scheduled case starts, teams in its plan become the people in them.</summary>
    public static Task WritePlanOfTheDayAsync(NpgsqlConnection connection, Guid caseId, string plan, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("plan-of-the-day", new { caseId, plan }, cancellationToken));

    /// <summary>A reassignment or an undo, which starts at once.</summary>
    /// <returns>When, UTC.</returns>
    public static Task<DateTime> OpenHandoverAsync(
        NpgsqlConnection connection, OffboardingCase row, WorkFilter? filter, string[] steps, int attempts, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<DateTime>(Command(
            "open-handover-case",
            new
            {
                caseId = row.CorrelationId,
                kind = JsonNamingPolicy.KebabCaseLower.ConvertName(row.Kind.ToString()),
                row.WorkspaceId,
                row.UserId,
                row.RequestId,
                row.RequestedBy,
                row.Plan,
                filter = filter is null ? null : JsonSerializer.Serialize(filter, JsonSerializerOptions.Web),
                row.Undoes,
                row.GivesTo,
                steps,
                phase = NextStep.LockoutPhase + 1,
                attempts,
                traceparent = Traces.Current,
            },
            cancellationToken));

    /// <summary>The undo of an absence, which starts when no other case has the person's work.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="userId">Who is back.</param>
    /// <param name="requestId">Of the undo.</param>
    /// <param name="requestedBy">Who asked for it.</param>
    /// <param name="absence">The cases it undoes, the newest first; at least one.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task AddUndoOfAbsenceAsync(
        NpgsqlConnection connection, Guid caseId, Guid workspaceId, Guid userId, Guid requestId, Guid requestedBy, IReadOnlyList<Guid> absence,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(
            "add-undo-of-absence",
            new { caseId, workspaceId, userId, requestId, requestedBy, undoes = absence[0], also = absence.Count > 1 ? absence.Skip(1).ToArray() : null },
            cancellationToken));

    public static Task StartUndoOfAbsenceAsync(
        NpgsqlConnection connection, OffboardingCase row, HandoverPlan plan, string[] steps, int attempts, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(
            "start-undo-of-absence",
            new
            {
                caseId = row.CorrelationId,
                row.WorkspaceId,
                plan = JsonSerializer.Serialize(plan, JsonSerializerOptions.Web),
                steps,
                phase = NextStep.LockoutPhase + 1,
                attempts,
            },
            cancellationToken));

    /// <summary>A deletion, for its day; one that was refused on its day is opened again.</summary>
    public static Task AddDeletionAsync(NpgsqlConnection connection, Guid caseId, DeleteUserRequested command, DateTime due, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(
            "add-deletion",
            new
            {
                caseId,
                command.WorkspaceId,
                command.UserId,
                command.RequestId,
                command.RequestedBy,
                reason = JsonNamingPolicy.KebabCaseLower.ConvertName(command.Reason.ToString()),
                due,
                traceparent = Traces.Current,
            },
            cancellationToken));

    public static Task StartDeletionAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("start-deletion-case", new { caseId = row.CorrelationId, row.WorkspaceId, row.UserId }, cancellationToken));

    /// <summary>A completed case begins anew with some of its steps, because work was left behind.</summary>
    public static Task ReopenAsync(NpgsqlConnection connection, Guid caseId, string[] steps, int attempts, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command("reopen-case", new { caseId, steps, attempts }, cancellationToken));

    /// <summary>Notes when the last session ended.</summary>
    /// <returns>How many sessions and tokens ended, and when, UTC.</returns>
    public static Task<(int Sessions, int Tokens, DateTime Ended)> SessionsEndedAsync(NpgsqlConnection connection, Guid caseId, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<(int, int, DateTime)>(Command("sessions-ended", new { caseId }, cancellationToken));

    /// <summary>Cases that are due for something that nobody has on its way: a scheduled one whose day has come, one that is stalled.</summary>
    public static Task<IEnumerable<(Guid CaseId, bool Scheduled)>> TakeDueAsync(NpgsqlConnection connection, TimeSpan stalledAfter, CancellationToken cancellationToken) =>
        connection.QueryAsync<(Guid CaseId, bool Scheduled)>(Command("take-due-cases", new { stalledAfter }, cancellationToken));

    private static CommandDefinition Command(string name, object parameters, CancellationToken cancellationToken) =>
        new(Sql.Read(name), parameters, cancellationToken: cancellationToken);
}
