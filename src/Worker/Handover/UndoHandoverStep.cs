using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Gives back the items of one kind that a case handed over, as far as nobody has touched them since (F4). Reads the ledger from its
/// newest row to its oldest, so that an item that was handed over twice comes back from where it is now; the rest is listed with the
/// reason. What was woken on the way sleeps again, if its time has not passed.
/// </summary>
internal sealed class UndoHandoverStep(WorkKind kind) : IOffboardingStep
{
    public string Name => $"undo-{kind.Name}";

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool AppliesTo(CaseKind caseKind, HandoverPlan plan) => caseKind == CaseKind.Undo && kind.Allocation(plan) is not null;

    public Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("count-handover"), new { context.Step.CaseId, kind = kind.Name }, cancellationToken: cancellationToken));

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        Guid receiver = context.Step.GivesTo!.Value;
        if (!await MayReceiveAsync(context, receiver, cancellationToken))
        {
            // Nothing left to give back is done, whoever was to get it.
            return await CountLeftAsync(context, cancellationToken) == 0 ? new BatchResult(0, Finished: true) : throw new StepCannotGoOnException(
                IneligibleRecipients.CannotGetBack(kind.Name, (await IneligibleRecipients.FindAsync(
                    context, [receiver], kind.OnlySales && receiver != step.UserId, null, cancellationToken))[0]));
        }

        return await BusyRows.OrLaterAsync(() => GiveBackAsync(context, receiver, cancellationToken));
    }

    private async Task<BatchResult> GiveBackAsync(StepContext context, Guid receiver, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(context.Connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Sql.Read("lock-timeout-wait")),
                new NpgsqlBatchCommand(Statement())
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = context.Step.WorkspaceId },
                        new NpgsqlParameter<long> { TypedValue = context.Step.ResumeAfter },
                        new NpgsqlParameter<int> { TypedValue = context.BatchSize },
                        new NpgsqlParameter<Guid> { TypedValue = receiver },
                        new NpgsqlParameter<Guid> { TypedValue = context.Step.CaseId },
                    },
                },
                new NpgsqlBatchCommand(Sql.Read("lock-timeout-reset")),
            },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        (long items, long oldest, long missed) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        return missed == 0 ? new BatchResult(items, Finished: items == 0, ResumeAfter: oldest) : throw new BatchContendedException();
    }

    /// <summary>The statement is written once, for conversations; another kind has no sleep, its own table and its own word for open.</summary>
    private string Statement()
    {
        const string Begin = "/*sleeps*/";
        const string End = "/*end*/";
        string sql = Sql.Read("undo-items");
        if (kind.Name == "conversations")
        {
            return sql;
        }

        int sleeps = sql.IndexOf(Begin, StringComparison.Ordinal);
        return sql.Remove(sleeps, sql.IndexOf(End, StringComparison.Ordinal) + End.Length - sleeps)
            .Replace("conversations", kind.Name, StringComparison.Ordinal)
            .Replace("NOT w.status <> 'closed' THEN 'closed'", $"NOT w.{kind.IsOpen} THEN '{kind.Ended}'", StringComparison.Ordinal)
            .Replace("w.status <> 'closed'", $"w.{kind.IsOpen}", StringComparison.Ordinal);
    }

    /// <summary>Whose work it was may have it back whatever team they are in now; somebody else must be allowed to receive it (C7).</summary>
    private async Task<bool> MayReceiveAsync(StepContext context, Guid receiver, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        IEnumerable<Guid> may = await context.Connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("lock-active-recipients"),
            new { step.WorkspaceId, recipients = new[] { receiver }, onlySales = kind.OnlySales && receiver != step.UserId, teamsOf = (Guid?)null },
            cancellationToken: cancellationToken));
        return may.Any();
    }

    private async Task<long> CountLeftAsync(StepContext context, CancellationToken cancellationToken) =>
        await CountAsync(context, cancellationToken) - context.Step.Done;
}
