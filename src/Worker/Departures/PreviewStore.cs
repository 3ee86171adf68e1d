using System.Data;
using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Outbox;

namespace Offboarding.Worker.Departures;

/// <summary>Which preview it is.</summary>
/// <param name="Id">Of the request and what it says: the same again is the same preview.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="UserId">Who would leave; null: a list of people.</param>
/// <param name="RequestId">The request.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="Fingerprint">Of what the request says.</param>
internal sealed record PreviewKey(Guid Id, Guid WorkspaceId, Guid? UserId, Guid RequestId, Guid RequestedBy, byte[] Fingerprint);

/// <summary>
/// Answers previews (F3), of one person or of a list. One snapshot of the database, no lock: a preview keeps nobody waiting. All it
/// writes is the answer, kept for the dashboard and for the same request again, and the event.
/// </summary>
internal sealed class PreviewStore(NpgsqlDataSource database)
{
    /// <summary>Says the preview that is kept, or looks, keeps it and says it.</summary>
    /// <exception cref="PreviewTookTooLongException">A statement ran into the time limit.</exception>
    public async Task AnswerAsync<TPreview>(PreviewKey key, Func<NpgsqlConnection, Task<TPreview>> look, CancellationToken cancellationToken)
        where TPreview : class
    {
        try
        {
            await FindOrLookAsync(key, look, cancellationToken);
        }
        catch (PostgresException error) when (TransientErrors.IsStatementTimeout(error))
        {
            throw new PreviewTookTooLongException();
        }
    }

    private async Task FindOrLookAsync<TPreview>(PreviewKey key, Func<NpgsqlConnection, Task<TPreview>> look, CancellationToken cancellationToken)
        where TPreview : class
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(Sql.Read("preview-time-limit"), cancellationToken: cancellationToken));
        string? earlier = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            Sql.Read("preview-find"), new { id = key.Id }, cancellationToken: cancellationToken));
        TPreview preview = earlier is null ? await look(connection) : JsonSerializer.Deserialize<TPreview>(earlier, JsonSerializerOptions.Web)!;
        if (earlier is null)
        {
            string answer = JsonSerializer.Serialize(preview, JsonSerializerOptions.Web);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("preview-add"),
                new { id = key.Id, key.WorkspaceId, key.UserId, key.RequestId, key.RequestedBy, fingerprint = key.Fingerprint, answer },
                cancellationToken: cancellationToken));
        }

        await OutboxWriter.AddAsync(connection, MessageNames.Of<TPreview>(), preview, key.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
