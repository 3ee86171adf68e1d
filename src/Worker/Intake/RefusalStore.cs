using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;

namespace Offboarding.Worker.Intake;

/// <summary>Writes a "no" down, with the message it answers, and sends it.</summary>
internal static class RefusalStore
{
    /// <summary>Stores, audits and publishes a refusal in the connection's transaction.</summary>
    public static Task<OffboardingRefused> WriteAsync(
        NpgsqlConnection connection, string messageName, Guid? workspaceId, Guid? userId, Guid? requestId, Refusal refusal, ReceivedBody body,
        CancellationToken cancellationToken) => WriteAsync(connection, messageName, workspaceId, userId, requestId, refusal, body, null, cancellationToken);

    /// <param name="connection">With the transaction.</param>
    /// <param name="messageName">What is refused.</param>
    /// <param name="workspaceId">As far as the message says.</param>
    /// <param name="userId">As far as the message says.</param>
    /// <param name="requestId">As far as the message says.</param>
    /// <param name="refusal">The answer.</param>
    /// <param name="body">The message.</param>
    /// <param name="fingerprint">Of the request, so that the same id with another wish is noticed; null: nothing to compare with.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public static Task<OffboardingRefused> WriteAsync(
        NpgsqlConnection connection, string messageName, Guid? workspaceId, Guid? userId, Guid? requestId, Refusal refusal, ReceivedBody body, byte[]? fingerprint,
        CancellationToken cancellationToken) => WriteAsync(
        connection,
        refusal.Code == RefusalCode.InvalidRequest ? EventIds.Mistake(workspaceId, requestId, userId, body.Bytes) : EventIds.Refusal(workspaceId, requestId, userId, body.Bytes),
        messageName, workspaceId, userId, requestId, refusal, body, fingerprint, cancellationToken);

    /// <summary>Refuses a request id that was used for something else; the answer it got then stays as it is.</summary>
    public static Task WriteConflictAsync(
        NpgsqlConnection connection, string messageName, IWorkspaceCommand command, Guid? userId, string usedFor, ReceivedBody body,
        CancellationToken cancellationToken)
    {
        var refusal = new Refusal(
            RefusalCode.ConflictingRequest,
            usedFor == messageName
                ? $"Request {command.RequestId} was already used with different content."
                : $"Request {command.RequestId} was used before, for {usedFor}.",
            "Use a new requestId for each wish.");
        Guid id = EventIds.Refusal(command.WorkspaceId, null, null, body.Bytes);
        return WriteAsync(connection, id, messageName, command.WorkspaceId, userId, command.RequestId, refusal, body, null, cancellationToken);
    }

    private static async Task<OffboardingRefused> WriteAsync(
        NpgsqlConnection connection, Guid id, string messageName, Guid? workspaceId, Guid? userId, Guid? requestId, Refusal refusal,
        ReceivedBody body, byte[]? fingerprint, CancellationToken cancellationToken)
    {
        DateTime now = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(
            Sql.Read("refusal-add"),
            new
            {
                id,
                messageName,
                workspaceId,
                userId,
                requestId,
                code = JsonNamingPolicy.KebabCaseLower.ConvertName(refusal.Code.ToString()),
                message = refusal.Message,
                help = refusal.Help,
                errors = JsonSerializer.Serialize(refusal.Errors, JsonSerializerOptions.Web),
                body = body.Bytes,
                contentType = body.ContentType,
                refusal.AskerWasPermitted,
                fingerprint,
            },
            cancellationToken: cancellationToken));
        OffboardingRefused said = await PublishAsync(connection, id, messageName, workspaceId, userId, requestId, refusal, now, cancellationToken);
        if (workspaceId is { } workspace)
        {
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(workspace, null, AuditEntry.System, "refused", requestId, new { messageName, userId, code = refusal.Code }),
                cancellationToken);
        }

        return said;
    }

    /// <summary>
    /// Finds the answer "no" that a request id got before, preferably for this person. Mistakes in fields are no decision: the
    /// corrected message may carry the same id. A refusal that an operator replayed is decided anew.
    /// </summary>
    public static Task<EarlierRefusal?> FindAsync(
        NpgsqlConnection connection, Guid workspaceId, Guid requestId, Guid userId, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<EarlierRefusal>(new CommandDefinition(
            Sql.Read("refusal-find"), new { workspaceId, requestId, userId, decision = EventIds.Refusal(workspaceId, requestId, userId, []) }, cancellationToken: cancellationToken));

    /// <summary>Sends an answer again, word for word.</summary>
    public static async Task AnswerAgainAsync(NpgsqlConnection connection, EarlierRefusal row, CancellationToken cancellationToken)
    {
        using Tally? alreadyCounted = Tally.Begin();
        var refusal = new Refusal(
            Enum.Parse<RefusalCode>(row.Code.Replace("-", "", StringComparison.Ordinal), ignoreCase: true), row.Message, row.Help,
            JsonSerializer.Deserialize<FieldError[]>(row.Errors, JsonSerializerOptions.Web)!);
        await PublishAsync(
            connection, row.Id, row.MessageName, row.WorkspaceId, row.UserId, row.RequestId, refusal, row.RefusedAt, cancellationToken);
    }

    private static async Task<OffboardingRefused> PublishAsync(
        NpgsqlConnection connection, Guid id, string messageName, Guid? workspaceId, Guid? userId, Guid? requestId, Refusal refusal, DateTime at,
        CancellationToken cancellationToken)
    {
        var said = new OffboardingRefused
        {
            EventId = id,
            MessageName = messageName,
            RequestId = requestId,
            WorkspaceId = workspaceId,
            UserId = userId,
            Code = refusal.Code,
            Message = refusal.Message,
            Help = refusal.Help,
            Errors = refusal.Errors,
            OccurredAt = at,
        };
        await OutboxWriter.AddAsync(connection, MessageNames.Of<OffboardingRefused>(), said, id, cancellationToken);
        return said;
    }
}

/// <summary>A "no" that was said before.</summary>
internal sealed record EarlierRefusal(
    Guid Id, string MessageName, Guid? WorkspaceId, Guid? UserId, Guid? RequestId, string Code, string Message, string Help, string Errors, DateTime RefusedAt,
    byte[]? Fingerprint);
