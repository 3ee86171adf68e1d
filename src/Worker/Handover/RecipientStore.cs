using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>What a step keeps about those who receive; written in the transaction of the batch.</summary>
internal static class RecipientStore
{
    /// <summary>
    /// What each of them had when the step began. Counted once and kept, so that every batch and every resumed run starts from
    /// the same; whoever a changed plan brings in later is counted then.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> OpeningAsync(
        StepContext context, WorkKind kind, IReadOnlyList<Guid> people, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        var known = (await RowsAsync(context, cancellationToken)).Where(r => r.OpenBefore is not null).ToDictionary(r => r.UserId, r => r.OpenBefore!.Value);
        Guid[] missing = [.. people.Where(p => !known.ContainsKey(p))];
        if (missing.Length == 0)
        {
            return known;
        }

        IReadOnlyDictionary<Guid, long> counted = await OpenWork.CountAsync(context.Connection, kind, step.WorkspaceId, missing, cancellationToken);
        await context.Connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("recipients-opening"),
            new { step.WorkspaceId, step.CaseId, step.Name, people = missing, items = missing.Select(p => counted.GetValueOrDefault(p)).ToArray() },
            cancellationToken: cancellationToken));
        return people.ToDictionary(p => p, p => known.TryGetValue(p, out long items) ? items : counted.GetValueOrDefault(p));
    }

    /// <summary>Notes shares that went on to others, and tells the case once for each recipient who left.</summary>
    public static async Task PassOnAsync(StepContext context, WorkKind kind, IReadOnlyDictionary<Guid, long> passedOn, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        if (passedOn.Count == 0)
        {
            return;
        }

        IEnumerable<(Guid UserId, bool IsNew)> left = await context.Connection.QueryAsync<(Guid, bool)>(new CommandDefinition(
            Sql.Read("recipients-left"),
            new { step.WorkspaceId, step.CaseId, step.Name, people = passedOn.Keys.ToArray(), items = passedOn.Values.ToArray() },
            cancellationToken: cancellationToken));
        foreach ((Guid userId, _) in left.Where(l => l.IsNew))
        {
            await AuditTrail.AddAsync(
                context.Connection,
                new AuditEntry(step.WorkspaceId, step.CaseId, AuditEntry.System, "recipient-left", Details: new { userId, kind = kind.Name, shareGoesTo = "the others" }),
                cancellationToken);
        }
    }

    /// <summary>Who left before they had their share, and how much went on: reads what recipients-of-step found, among the results of other statements.</summary>
    public static async Task<RecipientShare[]> PassedOnAsync(SqlMapper.GridReader results) =>
        [.. (await results.ReadAsync<(Guid UserId, long? OpenBefore, long PassedOn)>())
            .Where(r => r.PassedOn > 0).Select(r => new RecipientShare { UserId = r.UserId, Items = r.PassedOn })];

    private static Task<IEnumerable<(Guid UserId, long? OpenBefore, long PassedOn)>> RowsAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Connection.QueryAsync<(Guid, long?, long)>(new CommandDefinition(
            Sql.Read("recipients-of-step"),
            new { context.Step.WorkspaceId, context.Step.CaseId, context.Step.Name }, cancellationToken: cancellationToken));
}
