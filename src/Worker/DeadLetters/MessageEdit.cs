using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.DeadLetters;

/// <summary>A stored message as it was taken: its exchange, bytes and what is known of it.</summary>
internal sealed record StoredBody(string Exchange, byte[] Body, string ContentType, Guid? WorkspaceId, Guid? RequestId);

/// <summary>The text an operator sends in the place of a stored message (docs/adr/0039).</summary>
/// <param name="Errors">What is wrong with it, as the bus would find it; none: it is sent.</param>
/// <param name="WorkspaceId">The workspace it names.</param>
/// <param name="RequestId">Its request id.</param>
internal sealed record MessageEdit(IReadOnlyList<FieldError> Errors, Guid? WorkspaceId, Guid? RequestId)
{
    /// <summary>With every character escaped it still fits into what the bus reads.</summary>
    public const int MostCharacters = 256 * 1024;

    private const string ContentType = "application/json";

    /// <summary>Checks the text with the reader of the bus.</summary>
    public static MessageEdit Of(ReplayMessageRequested command, StoredBody stored, IServiceProvider services)
    {
        if (!MessageNames.CanBeEdited(stored.Exchange))
        {
            return Wrong($"is a message of {stored.Exchange}; only requests of a workspace can be edited");
        }

        try
        {
            using var document = JsonDocument.Parse(command.EditedBody!);
            JsonElement json = document.RootElement;
            return json.ValueKind == JsonValueKind.Object
                ? new MessageEdit(
                    CommandTable.All.Single(one => one.Name == stored.Exchange).Check(services, json), CommandReader.IdIn(json, "workspaceId"), CommandReader.IdIn(json, "requestId"))
                : Wrong("is not an object; the fields of the request are expected in braces");
        }
        catch (JsonException problem)
        {
            return Wrong(string.Create(
                CultureInfo.InvariantCulture, $"is not JSON: line {problem.LineNumber + 1}, character {problem.BytePositionInLine + 1}"));
        }
    }

    /// <summary>Whether the same request was carried out, or declined, before.</summary>
    public static Task<bool> IsKnownAsync(NpgsqlConnection connection, Guid requestId, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql.Read("message-edit-known"), new { requestId }, cancellationToken: cancellationToken));

    /// <summary>Keeps it with the original, and sends it if nothing is wrong.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, ReplayMessageRequested command, StoredBody stored, CancellationToken cancellationToken)
    {
        byte[] edited = Encoding.UTF8.GetBytes(command.EditedBody!);
        int written = await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("message-edit-add"),
            new
            {
                command.RequestId,
                command.MessageId,
                stored.Exchange,
                sent = Errors.Count == 0,
                errors = JsonSerializer.Serialize(Errors, JsonSerializerOptions.Web),
                original = stored.Body,
                originalContentType = stored.ContentType,
                edited,
                command.RequestedBy,
                command.Reason,
                WorkspaceId,
                editedRequest = RequestId,
            },
            cancellationToken: cancellationToken));
        if (written == 0 || Errors.Count > 0)
        {
            return;
        }

        await OutboxWriter.AddStoredAsync(connection, stored.Exchange, edited, ContentType, cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(
                WorkspaceId ?? Guid.Empty, null, command.RequestedBy, "message-resent", command.RequestId,
                new { command.MessageId, ReplayedRequest = stored.RequestId, EditedRequest = RequestId, command.Reason }),
            cancellationToken);
    }

    private static MessageEdit Wrong(string problem) => new([new FieldError { Path = "", Problem = problem }], null, null);
}
