using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.SignOut;

/// <summary>
/// Ends every session and revokes every API token (D2). Sign-in was closed with the request, and the database lets nobody who
/// is inactive in again, so the set can only shrink.
/// </summary>
internal sealed class SignOutSessionsStep : IShortStep
{
    public const string StepName = "sign-out-sessions";

    public string Name => StepName;

    public int Phase => NextStep.LockoutPhase;

    public StepLane Lane => StepLane.Lockout;

    public bool AppliesTo(CaseKind kind, HandoverPlan plan) => kind == CaseKind.Deactivate;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-access"), new { context.Step.WorkspaceId, context.Step.UserId }, cancellationToken: cancellationToken));

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        (int sessions, int tokens, _) = await context.Connection.QuerySingleAsync<(int, int, DateTime)>(new CommandDefinition(
            Sql.Read("sign-out-sessions"),
            new { context.Step.WorkspaceId, context.Step.UserId, context.Step.CaseId, context.BatchSize },
            cancellationToken: cancellationToken));
        return Batch(sessions, tokens, context.BatchSize);
    }

    public async Task<OffboardingEvent?> FinishAsync(StepContext context, CancellationToken cancellationToken)
    {
        (int sessions, int tokens, DateTime ended) = await CaseStore.SessionsEndedAsync(context.Connection, context.Step.CaseId, cancellationToken);
        return Ended(context.Step, sessions, tokens, ended);
    }

    public void Add(NpgsqlBatch batch, StepRow step, int batchSize)
    {
        var signOut = new NpgsqlBatchCommand(Sql.Read("sign-out-sessions"));
        signOut.Parameters.AddWithValue("WorkspaceId", step.WorkspaceId);
        signOut.Parameters.AddWithValue("UserId", step.UserId);
        signOut.Parameters.AddWithValue("CaseId", step.CaseId);
        signOut.Parameters.AddWithValue("BatchSize", batchSize);
        batch.BatchCommands.Add(signOut);
    }

    public async Task<ShortBatch> ReadAsync(NpgsqlDataReader results, StepRow step, int batchSize, CancellationToken cancellationToken)
    {
        await results.ReadAsync(cancellationToken);
        (int sessions, int tokens, DateTime ended) = (results.GetInt32(0), results.GetInt32(1), results.GetDateTime(2));
        await results.NextResultAsync(cancellationToken);
        return new ShortBatch(Batch(sessions, tokens, batchSize), Ended(step, sessions, tokens, ended), ended);
    }

    private static BatchResult Batch(int sessions, int tokens, int batchSize) =>
        new(sessions + tokens, Finished: sessions < batchSize && tokens < batchSize);

    private static SessionsRevoked Ended(StepRow step, int sessions, int tokens, DateTime ended)
    {
        Measures.LockedOut(ended > step.AskedFor ? ended - step.AskedFor : TimeSpan.Zero);
        return new SessionsRevoked
        {
            EventId = EventIds.Event(step.CaseId, "sessions-revoked"),
            OffboardingId = step.CaseId,
            RequestId = step.RequestId,
            WorkspaceId = step.WorkspaceId,
            UserId = step.UserId,
            OccurredAt = step.Now,
            Sessions = sessions,
            ApiTokens = tokens,
        };
    }
}
