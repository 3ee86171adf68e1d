using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>Puts another plan in the place of a case's, for what has not been handed over yet (docs/adr/0023).</summary>
internal sealed class ChangeHandoverHandler(NpgsqlDataSource database, PlanWriter plans)
    : CaseCommandHandler<ChangeHandoverRequested>(database)
{
    public override ChangeHandoverRequested Read(FieldReader json)
    {
        HandoverPlan? plan = HandoverPlanReader.Read(json.Object("handover"));
        if (plan is null && !json.IsWrong("handover"))
        {
            json.Wrong("handover", "is missing; name the kinds of work that go another way from now on");
        }

        return new ChangeHandoverRequested
        {
            RequestId = json.Id("requestId"),
            WorkspaceId = json.Id("workspaceId"),
            OffboardingId = json.Id("offboardingId"),
            RequestedBy = json.Id("requestedBy"),
            Handover = plan ?? new HandoverPlan(),
            Comment = json.Text("comment", 500, required: false),
        };
    }

    protected override async Task<Refusal?> ActAsync(
        NpgsqlConnection connection, ChangeHandoverRequested command, OffboardingCase row, DateTime now, Answer answer, CancellationToken cancellationToken)
    {
        Asker asker = await Asker.FindAsync(connection, command.WorkspaceId, command.RequestedBy, cancellationToken);
        // Before the locks: whoever runs a step holds its row while a batch runs, and is refused anyway.
        if ((asker.CheckAdmin($"change the plan of case {command.OffboardingId}") ?? await CheckStepsAsync(connection, command, row, cancellationToken)) is { } early)
        {
            return early;
        }

        var locked = new List<StepRow>();
        foreach (string work in PlanChange.NamedBy(command.Handover).Select(kind => kind.Name).Order(StringComparer.Ordinal))
        {
            if (await StepRows.LockAsync(connection, row.CorrelationId, ChangeHandoverRules.StepOf(work), cancellationToken) is { } step)
            {
                locked.Add(step);
            }
        }

        RecipientFacts recipients = await RecipientRows.FactsAsync(connection, row.WorkspaceId, row.UserId, command.Handover, cancellationToken);
        // Before the last day as for a new request: who is on leave now and back by then may receive.
        DateTime? onDay = row.StartedAt is null && row.DueAt > now ? row.DueAt : null;
        HandoverPlan wish = TeamPlans.Resolve(command.Handover, row.UserId, recipients with { OnDay = onDay })!;
        PlanChange change = PlanChange.Of(row.Plan, wish);
        if ((await CheckStepsAsync(connection, command, row, cancellationToken)
            ?? RecipientRules.Check(wish, row.UserId, row.WorkspaceId, recipients, onDay)
            ?? await CheckCompleteAsync(connection, change, row, cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        await plans.WriteAsync(connection, row, change, locked, cancellationToken);
        long Moved(string work) => locked.FirstOrDefault(step => step.Name == ChangeHandoverRules.StepOf(work))?.Done ?? 0;
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy.ToString(), "handover-changed", command.RequestId,
                new { kinds = change.Details(Moved), command.Comment }),
            cancellationToken);
        answer.Add(new HandoverChanged
        {
            EventId = EventIds.Event(row.CorrelationId, $"handover-changed/{command.RequestId}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = now,
            CommandId = command.RequestId,
            Kinds = [.. change.Named.Select(kind => new ChangedKind { Kind = kind.Name, Moved = Moved(kind.Name) })],
        });
        await OutboxWriter.AddAsync(connection, MessageExchanges.Saga, new NudgeCase(row.CorrelationId), null, cancellationToken);
        return null;
    }

    private static async Task<Refusal?> CheckStepsAsync(
        NpgsqlConnection connection, ChangeHandoverRequested command, OffboardingCase row, CancellationToken cancellationToken) =>
        ChangeHandoverRules.Check(
            row.CorrelationId, row.Kind, CaseStateText.Read(row.State), PlanChange.NamedBy(command.Handover).Select(kind => kind.Name),
            await CaseSteps.LoadAsync(connection, row.CorrelationId, cancellationToken));

    /// <summary>C6, for the kinds that are changed; the others were checked when they were asked for. A reassign may leave work where it is.</summary>
    private static async Task<Refusal?> CheckCompleteAsync(NpgsqlConnection connection, PlanChange change, OffboardingCase row, CancellationToken cancellationToken)
    {
        if (row.Kind != CaseKind.Deactivate || !await OpenWork.MustAllBeGivenAsync(connection, row.WorkspaceId, cancellationToken))
        {
            return null;
        }

        IReadOnlyDictionary<string, long> open = await OpenWork.OfAsync(connection, row.WorkspaceId, row.UserId, cancellationToken);
        return CompleteHandoverRule.Check(
            change.After, row.UserId, open.Where(work => change.Named.Any(kind => kind.Name == work.Key)).ToDictionary(work => work.Key, work => work.Value));
    }
}
