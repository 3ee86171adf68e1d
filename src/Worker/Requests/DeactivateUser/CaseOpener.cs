using System.Text.Json;
using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Evidence;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Messaging.Outbox;
using Offboarding.Worker.Persistence;
using Offboarding.Worker.Process;
using Offboarding.Worker.ReassignWork;
using Offboarding.Worker.Requests.CancelOffboarding;
using Offboarding.Worker.Requests.LastDays;
using Offboarding.Worker.Requests.Handover;
using Offboarding.Worker.Requests.Invitations;
using Offboarding.Worker.Requests.MassChanges;
using Offboarding.Worker.Requests.Owners;
using Offboarding.Worker.Requests.Returns;
using Offboarding.Worker.Steps;
using Offboarding.Worker.Telemetry;

namespace Offboarding.Worker.Requests.DeactivateUser;

/// <summary>Opens cases: closes sign-in, writes the case with its steps, and has its work begin.</summary>
internal sealed class CaseOpener(StepCatalog catalog, StepStarter starter, ShortSteps shortSteps)
{
    /// <summary>Opens a case now, or writes it down for its last day or for a second person, in the connection's transaction.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="request">It passed the rules, and its teams are resolved.</param>
    /// <param name="facts">What the rules saw.</param>
    /// <param name="approval">What it waits for (F9), or null.</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task OpenAsync(
        NpgsqlConnection connection, Guid caseId, DeactivateUserRequested request, DeactivationFacts facts, Approval? approval,
        CancellationToken cancellationToken)
    {
        DateTime due = request.SaidLastDay().Ends() is { } day && day.UtcDateTime > facts.Now ? day.UtcDateTime : facts.Now;
        OffboardingCase row = await connection.QuerySingleAsync<OffboardingCase>(new CommandDefinition(
            $"{Sql.Read("add-case.sql")};{Sql.Read("find-case.sql")}",
            new
            {
                caseId,
                request.WorkspaceId,
                request.UserId,
                request.RequestId,
                request.RequestedBy,
                reason = JsonNamingPolicy.KebabCaseLower.ConvertName(request.Reason.ToString()),
                plan = JsonSerializer.Serialize(request.Handover ?? new HandoverPlan(), JsonSerializerOptions.Web),
                request.LowerSeatLimit,
                due,
                request.NextOwner,
                state = approval is null ? "scheduled" : "held-for-approval",
                startsNow = approval is null && due <= facts.Now,
                freesSeat = facts.HoldsSeat,
                takesOut = facts.Status == "active",
                approval = approval?.Id,
                traceparent = Traces.Current,
                late = LastDayRule.Late(request.SaidLastDay(), facts.Now),
            },
            cancellationToken: cancellationToken));
        Traces.About(row.WorkspaceId, caseId);
        if (request.SaidReturn().Begins() is { } back)
        {
            await OutboxWriter.AddEventAsync(
                connection,
                await ReturnBook.SetAsync(connection, row, back.UtcDateTime, request.GiveBackWork, request.RequestedBy, request.RequestId, null, cancellationToken),
                cancellationToken);
            facts = facts with { HasReturnAhead = true };
        }

        if (approval is not null)
        {
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Held(row, approval.ExpiresAt), cancellationToken);
            await AuditTrail.AddAsync(
                connection,
                new AuditEntry(row.WorkspaceId, caseId, request.RequestedBy.ToString(), "held-for-approval", request.RequestId, new { approvalId = approval.Id, due }),
                cancellationToken);
            return;
        }

        if (due > facts.Now)
        {
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Scheduled(row), cancellationToken);
            await AuditTrail.AddAsync(
                connection, new AuditEntry(row.WorkspaceId, caseId, request.RequestedBy.ToString(), "scheduled", request.RequestId, new { due }), cancellationToken);
            return;
        }

        await StartAsync(connection, row, facts, cancellationToken);
    }

    /// <summary>Starts a case that is written down: from here on the person is out.</summary>
    public async Task StartAsync(NpgsqlConnection connection, OffboardingCase row, DeactivationFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Ownership is { OwnsAnything: true } ownership)
        {
            await HandOnAsync(connection, row, facts.Now, ownership, cancellationToken);
        }

        bool neverActive = facts.Status == "invited" || facts.NeverActive;
        if (facts.HasOpenInvitation)
        {
            await InvitationEnding.EndWithDepartureAsync(connection, row, neverActive, facts.Now, cancellationToken);
        }

        if (facts.HasReturnAhead)
        {
            await EndReturnsAsync(connection, row, neverActive, cancellationToken);
        }

        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(row.Plan, JsonSerializerOptions.Web)!;
        IReadOnlyList<IOffboardingStep> steps = [.. catalog.For(CaseKind.Deactivate, plan).Where(s => s.Policy is null || facts.Policies.Contains(s.Policy)), .. Uncovered(plan, facts)];
        Successors successors = Successors.Of(plan);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("start-case.sql"),
            new
            {
                caseId = row.CorrelationId,
                row.WorkspaceId,
                row.UserId,
                freesSeat = facts.HoldsSeat,
                successors.Conversations,
                successors.Contacts,
                successors.Leads,
                successors.Tasks,
                steps = steps.Select(s => s.Name).ToArray(),
                phases = steps.Select(s => s.Phase).ToArray(),
                attempts = starter.MaxAttempts,
            },
            cancellationToken: cancellationToken));

        (row.StartedAt, row.SignInClosedAt, row.FreesSeat) = (facts.Now, facts.Now, facts.HoldsSeat);
        await using var batch = new NpgsqlBatch(connection);
        OutboxWriter.AddEvent(batch, CaseEvents.Started(row, steps.Select(s => s.Name)));
        AuditTrail.Add(batch, new AuditEntry(
            row.WorkspaceId, row.CorrelationId, row.RequestedBy.ToString(), "started", row.RequestId, new { signInClosed = true, wasStatus = facts.Status, row.Reason, row.LateLastDay }));
        await shortSteps.BeginAsync(connection, batch, row, steps, cancellationToken);
    }

    /// <summary>An earlier return is not to come any more, and nobody returns who was never active.</summary>
    private static async Task EndReturnsAsync(NpgsqlConnection connection, OffboardingCase row, bool neverActive, CancellationToken cancellationToken)
    {
        await ReturnBook.CancelAllAsync(
            connection, row.WorkspaceId, row.UserId, row.CorrelationId, ReturnEnd.DepartedAgain, row.RequestedBy.ToString(), row.RequestId, cancellationToken);
        ReturnFacts back = await ReturnBook.FactsAsync(connection, row.CorrelationId, cancellationToken);
        if (neverActive && back.IsOpen)
        {
            await OutboxWriter.AddEventAsync(
                connection, await ReturnBook.CancelAsync(connection, row, back, ReturnEnd.NeverActive, AuditEntry.System, null, null, cancellationToken), cancellationToken);
        }
    }

    /// <summary>
    /// Where a complete handover is required, work that came after the plan was accepted gets a step of its own that asks ops what to do with it (C6):
    /// nobody is kept signed in because of it.
    /// </summary>
    private IEnumerable<IOffboardingStep> Uncovered(HandoverPlan plan, DeactivationFacts facts) => !facts.RequiresCompleteHandover ? [] : WorkKind.All
        .Where(kind => facts.OpenWork.GetValueOrDefault(kind.Name) > 0 && kind.Allocation(plan) is null or { Strategy: AllocationStrategy.Keep })
        .Select(kind => catalog.Find($"reassign-{kind.Name}")!);

    /// <summary>Two acts, one transaction: the workspace has an owner before, and after (A7, B2, D7).</summary>
    private static async Task HandOnAsync(
        NpgsqlConnection connection, OffboardingCase row, DateTime now, OwnershipFacts ownership, CancellationToken cancellationToken)
    {
        var said = new OwnershipTransferred
        {
            EventId = EventIds.Event(row.CorrelationId, "ownership-transferred"),
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            OccurredAt = now,
            UserId = row.UserId,
            NextOwner = ownership.NextOwner,
            Account = ownership.OwnsAccount,
            OwnerRole = ownership.HasRole,
        };
        await Ownership.TransferAsync(connection, said, row.CorrelationId, row.RequestedBy, cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageNames.Of<OwnershipTransferred>(), said, said.EventId, cancellationToken);
    }

    /// <summary>The same request again gets the same answer, and nothing is done twice.</summary>
    public static async Task AnswerAgainAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        using Tally? alreadyCounted = Tally.Begin();
        Traces.About(row.WorkspaceId, row.CorrelationId, row.Traceparent);
        if (row.State == "cancelled" && row.StartedAt is null)
        {
            await OutboxWriter.AddEventAsync(connection, await Cancellation.ReadAsync(connection, row, cancellationToken), cancellationToken);
            return;
        }

        await ReturnBook.AnnounceAsync(connection, row, cancellationToken);
        if (row is { State: "held-for-approval", ApprovalId: { } approval })
        {
            ApprovalFacts waits = (await ApprovalBook.FindAsync(connection, row.WorkspaceId, approval, null, null, cancellationToken))!;
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Held(row, waits.ExpiresAt), cancellationToken);
            return;
        }

        if (row.StartedAt is null)
        {
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Scheduled(row), cancellationToken);
            return;
        }

        IReadOnlyList<StepSnapshot> steps = await StepRows.LoadAsync(connection, row.CorrelationId, cancellationToken);
        await OutboxWriter.AddEventAsync(connection, CaseEvents.Started(row, steps.Select(s => s.Name)), cancellationToken);
        if (row.CompletedAt is { } completedAt)
        {
            await OutboxWriter.AddEventAsync(connection, await CaseEvents.CompletedAsync(connection, row, completedAt, steps, cancellationToken), cancellationToken);
        }
    }
}
