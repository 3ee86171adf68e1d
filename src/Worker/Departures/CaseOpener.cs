using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Ownership;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Departures;

/// <summary>Opens cases: closes sign-in, writes the case with its steps, and has its work begin.</summary>
internal sealed class CaseOpener(StepCatalog catalog, ShortSteps shortSteps)
{
    /// <summary>Opens a case now, or writes it down for its last day or for a second person, in the connection's transaction.</summary>
    /// <param name="connection">With the transaction and the workspace's lock.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="request">It passed the rules, and its teams are resolved.</param>
    /// <param name="facts">What the rules saw.</param>
    /// <param name="approval">What it waits for (F9), or null.</param>
    /// <param name="fingerprint">Of the request as it came, or null (<see cref="OffboardingCase.Fingerprint"/>).</param>
    /// <param name="cancellationToken">Cancels the statements.</param>
    public async Task OpenAsync(
        NpgsqlConnection connection, Guid caseId, DeactivateUserRequested request, DeactivationFacts facts, Approval? approval,
        byte[]? fingerprint, CancellationToken cancellationToken)
    {
        DateTime due = DueOf(request, facts);
        bool startsNow = approval is null && due <= facts.Now;
        OffboardingCase row = CaseRow(caseId, request, facts.Now, due, approval);
        row.Fingerprint = fingerprint;
        NpgsqlBatchCommand Add(CaseState state) => Written(row, state, request, facts, startsNow);
        Traces.About(row.WorkspaceId, caseId);
        if (startsNow && NothingRefersToIt(request, facts))
        {
            await StartAsync(connection, row, facts, Add, cancellationToken);
            return;
        }

        // What refers to the case needs its row first.
        await using (var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { Add(approval is not null ? CaseState.HeldForApproval : startsNow ? CaseState.SigningOut : CaseState.Scheduled) },
        })
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        if (request.SaidReturn().Begins() is { } back)
        {
            await OutboxWriter.AddEventAsync(
                connection,
                await ReturnStore.SetAsync(connection, row, back.UtcDateTime, request.GiveBackWork, request.RequestedBy, request.RequestId, null, cancellationToken),
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

    /// <summary>Whether a case can be opened together with others: it starts now, and all there is to it are its own rows.</summary>
    public static bool IsPlain(DeactivateUserRequested request, DeactivationFacts facts) => DueOf(request, facts) <= facts.Now && NothingRefersToIt(request, facts);

    /// <summary>What opens a plain case, together with others, with <see cref="OpenTogetherAsync"/>.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="request">It passed the rules, <see cref="IsPlain"/>, and its teams are resolved.</param>
    /// <param name="facts">What the rules saw.</param>
    public Opening Plain(Guid caseId, DeactivateUserRequested request, DeactivationFacts facts)
    {
        OffboardingCase row = CaseRow(caseId, request, facts.Now, facts.Now, null);
        Traces.About(row.WorkspaceId, caseId);
        return OpeningOf(row, facts, state => Written(row, state, request, facts, starts: true));
    }

    /// <summary>Opens plain cases of one workspace, in their order, in the connection's transaction.</summary>
    public Task OpenTogetherAsync(NpgsqlConnection connection, IReadOnlyList<Opening> openings, CancellationToken cancellationToken) =>
        shortSteps.BeginAsync(connection, openings, cancellationToken);

    /// <summary>Starts a case that is written down: from here on the person is out.</summary>
    public Task StartAsync(NpgsqlConnection connection, OffboardingCase row, DeactivationFacts facts, CancellationToken cancellationToken) =>
        StartAsync(connection, row, facts, state => CaseStore.Start(row, state), cancellationToken);

    private async Task StartAsync(
        NpgsqlConnection connection, OffboardingCase row, DeactivationFacts facts, Func<CaseState, NpgsqlBatchCommand> write, CancellationToken cancellationToken)
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

        await shortSteps.BeginAsync(connection, [OpeningOf(row, facts, write)], cancellationToken);
    }

    private Opening OpeningOf(OffboardingCase row, DeactivationFacts facts, Func<CaseState, NpgsqlBatchCommand> write)
    {
        HandoverPlan plan = JsonSerializer.Deserialize<HandoverPlan>(row.Plan, JsonSerializerOptions.Web)!;
        (row.StartedAt, row.SignInClosedAt, row.FreesSeat) = (facts.Now, facts.Now, facts.HoldsSeat);
        return new Opening(
            row,
            [.. catalog.For(CaseKind.Deactivate, plan).Where(s => s.Policy is null || facts.Policies.Contains(s.Policy)), .. Uncovered(plan, facts)],
            () => CloseSignIn(row, Successors.Of(plan)),
            write,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, row.RequestedBy.ToString(), "started", row.RequestId, new { signInClosed = true, wasStatus = facts.Status, row.Reason, row.LateLastDay }));
    }

    private static DateTime DueOf(DeactivateUserRequested request, DeactivationFacts facts) =>
        request.SaidLastDay().Ends() is { } day && day.UtcDateTime > facts.Now ? day.UtcDateTime : facts.Now;

    /// <summary>Nothing has to be written that refers to the case's row, so that can wait until it is known how the case begins (docs/adr/0040).</summary>
    private static bool NothingRefersToIt(DeactivateUserRequested request, DeactivationFacts facts) =>
        request.SaidReturn().Begins() is null && facts is { HasOpenInvitation: false, HasReturnAhead: false } and not { Ownership.OwnsAnything: true };

    private static NpgsqlBatchCommand Written(OffboardingCase row, CaseState state, DeactivateUserRequested request, DeactivationFacts facts, bool starts) =>
        CaseStore.Add(row, state, request.NextOwner, takesOut: facts.Status == "active", starts, facts.HoldsSeat);

    private static OffboardingCase CaseRow(Guid caseId, DeactivateUserRequested request, DateTime now, DateTime due, Approval? approval) => new()
    {
        CorrelationId = caseId,
        Kind = CaseKind.Deactivate,
        WorkspaceId = request.WorkspaceId,
        UserId = request.UserId,
        RequestId = request.RequestId,
        RequestedBy = request.RequestedBy,
        Reason = JsonNamingPolicy.KebabCaseLower.ConvertName(request.Reason.ToString()),
        Plan = JsonSerializer.Serialize(request.Handover ?? new HandoverPlan(), JsonSerializerOptions.Web),
        LowerSeatLimit = request.LowerSeatLimit,
        ApprovalId = approval?.Id,
        RequestedAt = now,
        DueAt = due,
        LateLastDay = LastDayRule.Late(request.SaidLastDay(), now),
        Traceparent = Traces.Current,
    };

    private static NpgsqlBatchCommand CloseSignIn(OffboardingCase row, Successors successors) => new(Sql.Read("close-sign-in"))
    {
        Parameters =
        {
            Sql.Parameter("WorkspaceId", NpgsqlDbType.Uuid, row.WorkspaceId),
            Sql.Parameter("UserId", NpgsqlDbType.Uuid, row.UserId),
            Sql.Parameter("Conversations", NpgsqlDbType.Uuid, successors.Conversations),
            Sql.Parameter("Contacts", NpgsqlDbType.Uuid, successors.Contacts),
            Sql.Parameter("Leads", NpgsqlDbType.Uuid, successors.Leads),
            Sql.Parameter("Tasks", NpgsqlDbType.Uuid, successors.Tasks),
        },
    };

    /// <summary>An earlier return is not to come any more, and nobody returns who was never active.</summary>
    private static async Task EndReturnsAsync(NpgsqlConnection connection, OffboardingCase row, bool neverActive, CancellationToken cancellationToken)
    {
        await ReturnStore.CancelAllAsync(
            connection, row.WorkspaceId, row.UserId, row.CorrelationId, ReturnEnd.DepartedAgain, row.RequestedBy.ToString(), row.RequestId, cancellationToken);
        ReturnFacts back = await ReturnStore.FactsAsync(connection, row.CorrelationId, cancellationToken);
        if (neverActive && back.IsOpen)
        {
            await OutboxWriter.AddEventAsync(
                connection, await ReturnStore.CancelAsync(connection, row, back, ReturnEnd.NeverActive, AuditEntry.System, null, null, cancellationToken), cancellationToken);
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
        await OwnershipStore.TransferAsync(connection, said, row.CorrelationId, row.RequestedBy, cancellationToken);
        await OutboxWriter.AddAsync(connection, MessageNames.Of<OwnershipTransferred>(), said, said.EventId, cancellationToken);
    }

    /// <summary>The same request again gets the same answer, and nothing is done twice.</summary>
    public static async Task AnswerAgainAsync(NpgsqlConnection connection, OffboardingCase row, CancellationToken cancellationToken)
    {
        using Tally? alreadyCounted = Tally.Begin();
        Traces.About(row.WorkspaceId, row.CorrelationId, row.Traceparent);
        if (!CaseAnswer.WasCancelled(row))
        {
            await ReturnStore.AnnounceAsync(connection, row, cancellationToken);
        }

        if (row is { State: "held-for-approval", ApprovalId: { } approval })
        {
            ApprovalFacts waits = (await ApprovalStore.FindAsync(connection, row.WorkspaceId, approval, null, null, cancellationToken))!;
            await OutboxWriter.AddEventAsync(connection, CaseEvents.Held(row, waits.ExpiresAt), cancellationToken);
            return;
        }

        await CaseAnswer.WriteAsync(connection, row, cancellationToken);
    }
}
