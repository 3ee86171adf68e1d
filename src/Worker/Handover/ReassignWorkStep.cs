using System.Text.Json;
using Dapper;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Hands the open items of one kind to colleagues (C2, D5). The items that still belong to the leaver are the cursor; the
/// ledger, the progress and the moved rows commit together.
/// </summary>
internal sealed class ReassignWorkStep(WorkKind kind) : IOffboardingStep
{
    /// <summary>Items that one statement counts.</summary>
    private const int CountAtOnce = 100_000;

    public string Name => $"reassign-{kind.Name}";

    public int Phase => NextStep.LockoutPhase + 1;

    public StepLane Lane => StepLane.Work;

    public bool AppliesTo(CaseKind caseKind, HandoverPlan plan) =>
        caseKind is CaseKind.Deactivate or CaseKind.Reassign && kind.Allocation(plan) is { Strategy: not AllocationStrategy.Keep };

    /// <summary>What is done already counts too: a case that was opened again, or whose plan was changed, goes on from there.</summary>
    public async Task<long> CountAsync(StepContext context, CancellationToken cancellationToken) => context.Step.Done + Math.Min(
        await CountLeftAsync(context, context.Step.ReadFilter(), cancellationToken), Math.Max(0, Allocator.Limit(Plan(context)) - context.Step.Position));

    public async Task<BatchResult> RunBatchAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        Allocation plan = Plan(context);
        bool complete = await RequiresCompleteAsync(context, plan, cancellationToken);
        long limit = complete ? Math.Min(Limit(step, plan), Allocator.GoesToSomebody(plan, long.MaxValue)) : Limit(step, plan);
        int size = (int)Math.Min(context.BatchSize, limit - step.Position);
        if (size <= 0)
        {
            return await FinishedAsync(context, complete, cancellationToken);
        }

        Allocator allocator = await AllocatorAsync(context, plan, cancellationToken);
        if (await AllocateAsync(context, plan, allocator, size, cancellationToken) is not { } allocated)
        {
            // Nothing to move is done, whoever of the plan is left to receive it.
            return new BatchResult(0, Finished: true);
        }

        (long moved, long lastId) = await MoveAsync(context, plan, allocator, allocated, wait: false, cancellationToken);
        if (moved == size)
        {
            return new BatchResult(moved, Finished: false, ResumeAfter: lastId);
        }

        if (moved > 0 && step.ResumeAfter == 0)
        {
            // This pass began at the beginning: whatever it left out, because somebody holds it, still belongs to the leaver and is seen here.
            return new BatchResult(moved, Finished: await CountLeftAsync(context, step.ReadFilter(), cancellationToken) == 0);
        }

        // The pass is over. One that began in the middle is followed by one over everything that is left; only if that finds
        // nothing, not even after waiting for rows that others hold, the step is done.
        if (moved > 0 || step.ResumeAfter > 0)
        {
            return new BatchResult(moved, Finished: false);
        }

        (moved, _) = await MoveAsync(context, plan, allocator, allocated, wait: true, cancellationToken);
        return new BatchResult(moved, Finished: moved == 0);
    }

    public async Task<OffboardingEvent?> FinishAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepRow step = context.Step;
        long[] stretches = await Stretches.OfAsync(context, kind, cancellationToken);
        await using SqlMapper.GridReader results = await context.Connection.QueryMultipleAsync(new CommandDefinition(
            $"{Sql.Read("handover-shares")};{FilteredSql.Of(Count(), filtered: false)};{Sql.Read("recipients-of-step")}",
            new { step.WorkspaceId, step.UserId, step.CaseId, step.Name, kind = kind.Name, after = 0L, until = stretches[0], most = CountAtOnce }, cancellationToken: cancellationToken));
        RecipientShare[] shares = [.. (await results.ReadAsync<(Guid? UserId, long Items)>()).Select(s => new RecipientShare { UserId = s.UserId, Items = s.Items })];
        CountedPiece kept = await results.ReadSingleAsync<CountedPiece>();
        RecipientShare[] passedOn = await RecipientStore.PassedOnAsync(results);
        return new WorkReassigned
        {
            EventId = step.EventId($"work-reassigned/{kind.Name}"),
            OffboardingId = step.CaseId,
            RequestId = step.RequestId,
            WorkspaceId = step.WorkspaceId,
            UserId = step.UserId,
            OccurredAt = step.Now,
            Kind = kind.Name,
            Moved = step.Done,
            Kept = stretches is [_] && kept.Seen < CountAtOnce ? kept.Items : await CountLeftAsync(context, filter: null, cancellationToken),
            Shares = shares,
            PassedOn = passedOn,
        };
    }

    private async Task<Allocator> AllocatorAsync(StepContext context, Allocation plan, CancellationToken cancellationToken) =>
        plan.Strategy == AllocationStrategy.LeastLoaded
            ? Allocator.For(plan, await RecipientStore.OpeningAsync(context, kind, Allocator.PeopleOf(plan), cancellationToken))
            : Allocator.For(plan);

    /// <summary>
    /// Only a plan that keeps something, or gives it to nobody, can leave work over. Work that came after such a plan was accepted was never
    /// checked (C6): on a last day sign-in closes all the same, and ops decide what becomes of it.
    /// </summary>
    private static async Task<bool> RequiresCompleteAsync(StepContext context, Allocation plan, CancellationToken cancellationToken) =>
        context.Step.CaseKind == CaseKind.Deactivate && Allocator.GoesToSomebody(plan, long.MaxValue) < long.MaxValue
        && await OpenWork.MustAllBeGivenAsync(context.Connection, context.Step.WorkspaceId, cancellationToken);

    private async Task<BatchResult> FinishedAsync(StepContext context, bool complete, CancellationToken cancellationToken) =>
        complete && await CountLeftAsync(context, context.Step.ReadFilter(), cancellationToken) is > 0 and var left
            ? throw new StepCannotGoOnException(
                $"{Say.Items(left, kind.Name)} of user {context.Step.UserId} {(left == 1 ? "is" : "are")} left over by the plan, and the workspace requires a complete handover (policy requireCompleteHandover). "
                + "Give them to somebody with ChangeHandoverRequested, or skip the step to leave them there.")
            : new BatchResult(0, Finished: true);

    /// <returns>Null: nobody is left to receive, and nothing to be received.</returns>
    private async Task<Allocated?> AllocateAsync(StepContext context, Allocation plan, Allocator allocator, int count, CancellationToken cancellationToken)
    {
        Guid[] recipients = [.. allocator.People];
        HashSet<Guid> active = recipients.Length == 0 ? [] : [.. await context.Connection.QueryAsync<Guid>(new CommandDefinition(
            Sql.Read("lock-active-recipients"), new { context.Step.WorkspaceId, recipients, kind.OnlySales, teamsOf = plan.OnlyLeaversTeams ? context.Step.UserId : (Guid?)null }, cancellationToken: cancellationToken))];
        try
        {
            return allocator.Allocate([.. recipients.Select(active.Contains)], context.Step.Position, count);
        }
        catch (NoRecipientLeftException)
        {
            return await CountLeftAsync(context, context.Step.ReadFilter(), cancellationToken) == 0 ? null : throw new StepCannotGoOnException(
                IneligibleRecipients.NobodyLeft(kind.Name, await IneligibleRecipients.FindAsync(
                    context, recipients, kind.OnlySales, plan.OnlyLeaversTeams ? context.Step.UserId : null, cancellationToken)));
        }
    }

    private async Task<(long Moved, long LastId)> MoveAsync(
        StepContext context, Allocation plan, Allocator allocator, Allocated allocated, bool wait, CancellationToken cancellationToken)
    {
        long after = wait ? 0 : context.Step.ResumeAfter;
        foreach (long until in after > 0 ? [long.MaxValue] : await Stretches.OfAsync(context, kind, cancellationToken))
        {
            (long moved, long lastId) = await MoveItems.RunAsync(
                context, kind, allocator.People, allocated.Slots, plan.Snoozed == SnoozedRule.Wake, wait, after, until, cancellationToken);
            if (moved > 0)
            {
                await RecipientStore.PassOnAsync(
                    context, kind, allocated.PassedOn((int)moved).ToDictionary(p => allocator.People[p.Key], p => p.Value), cancellationToken);
                return (moved, lastId);
            }

            after = until;
        }

        return (0, 0);
    }

    /// <summary>
    /// Somebody who stays gets new work all the time: a reassign moves as many items as there were at its start, and ends. Somebody
    /// who left gets none, so a departure goes on until nothing is left. In positions, as the plan counts.
    /// </summary>
    private static long Limit(StepRow step, Allocation plan) =>
        step.CaseKind == CaseKind.Reassign ? Math.Min((step.Total ?? 0) - step.PlannedFrom, Allocator.Limit(plan)) : Allocator.Limit(plan);

    /// <summary>In pieces, so that no statement runs into its time limit because somebody has, or had, millions: smaller batches would not help against that.</summary>
    private async Task<long> CountLeftAsync(StepContext context, WorkFilter? filter, CancellationToken cancellationToken)
    {
        (long left, long after) = (0, 0);
        foreach (long until in await Stretches.OfAsync(context, kind, cancellationToken))
        {
            CountedPiece piece;
            do
            {
                piece = await context.Connection.QuerySingleAsync<CountedPiece>(new CommandDefinition(
                    FilteredSql.Of(Count(), filter is not null),
                    new
                    {
                        context.Step.WorkspaceId,
                        context.Step.UserId,
                        after,
                        until,
                        most = CountAtOnce,
                        updatedBefore = FilteredSql.UpdatedBefore(filter),
                        statuses = FilteredSql.Statuses(filter),
                    },
                    cancellationToken: cancellationToken));
                (left, after) = (left + piece.Items, piece.Last);
            }
            while (piece.Seen == CountAtOnce);
            after = until;
        }

        return left;
    }

    private string Count() => kind.Statement("count-items", "count-conversations");

    private Allocation Plan(StepContext context) => kind.Allocation(context.Step.ReadPlan())
        ?? throw new StepCannotGoOnException(
            $"The plan says nothing about the {kind.Name} of user {context.Step.UserId}, and the workspace requires a complete handover (policy requireCompleteHandover). "
            + "Give them to somebody with ChangeHandoverRequested, or skip the step to leave them there.");
}

/// <summary>What one statement counted.</summary>
/// <param name="Items">Those that are meant.</param>
/// <param name="Seen">All that it looked at.</param>
/// <param name="Last">The last of them; the next statement begins behind it.</param>
internal sealed record CountedPiece(long Items, long Seen, long Last);

/// <summary>Everybody who was to receive has left meanwhile.</summary>
public sealed class NoRecipientLeftException() : Exception("No recipient of the plan is active any more.");

/// <summary>
/// Statements with conditions that count only when a request has a filter, written in the file as <c>/*filter ... filter*/</c>: without
/// a filter they are a comment, and a departure pays nothing for them.
/// </summary>
internal static class FilteredSql
{
    public static string Of(string sql, bool filtered) =>
        filtered ? sql.Replace("/*filter ", "", StringComparison.Ordinal).Replace(" filter*/", "", StringComparison.Ordinal) : sql;

    /// <summary>Without a limit the largest time, which Npgsql writes as infinity.</summary>
    public static DateTime UpdatedBefore(WorkFilter? filter) => filter?.UpdatedBefore?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>Without a limit all states in which a conversation is open.</summary>
    public static string[] Statuses(WorkFilter? filter) =>
        [.. (filter?.ConversationStatuses ?? Enum.GetValues<ConversationStatus>()).Select(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()))];
}
