using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Steps;

/// <summary>A step with what it needs to know of its case.</summary>
public sealed record StepRow
{
    public required Guid WorkspaceId { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>Who asked for the case.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>Why, as <see cref="OffboardingCase.Reason"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>UTC, from when on it was to happen: the request or the last day, whichever came later.</summary>
    public DateTime AskedFor { get; init; }

    /// <summary>Who leaves or is deleted; of a reassign or an undo: whose work was or is to be handed over.</summary>
    public required Guid UserId { get; init; }

    public required string Name { get; init; }

    public required StepStatus Status { get; init; }

    /// <summary>In kebab-case, see <see cref="Cases.CaseState"/>.</summary>
    public required string CaseState { get; init; }

    /// <summary>Items found at the start; null before the first batch.</summary>
    public long? Total { get; init; }

    /// <summary>Items dealt with so far.</summary>
    public required long Done { get; init; }

    /// <summary>Those of them that were dealt with before the plan was changed last.</summary>
    public long PlannedFrom { get; init; }

    /// <summary>The position in the allocation: items dealt with by the plan as it is now.</summary>
    public long Position => Done - PlannedFrom;

    /// <summary>The last batch's <see cref="BatchResult.ResumeAfter"/>.</summary>
    public required long ResumeAfter { get; init; }

    /// <summary>The fencing token of the run in progress.</summary>
    public required long Slice { get; init; }

    /// <summary>Smaller than the option after a statement timed out; else null.</summary>
    public int? BatchSize { get; init; }

    public required int Attempts { get; init; }

    public required int AttemptLimit { get; init; }

    public required CaseKind CaseKind { get; init; }

    /// <summary>As JSON; of an undo: which kinds go back, and to whom.</summary>
    public required string Plan { get; init; }

    /// <summary>Of a reassign: which items, as JSON; null: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Of an undo: the case whose handover is reversed.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>Of an undo: who gets the work back.</summary>
    public Guid? GivesTo { get; init; }

    /// <summary>How often the case was opened again (F5); tells the events of one round from those of the next.</summary>
    public required int Reopened { get; init; }

    public required bool LowerSeatLimit { get; init; }

    /// <summary>The user was active and held a seat when the case started.</summary>
    public required bool FreesSeat { get; init; }

    /// <summary>UTC, the start of the transaction by the database's clock.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The id of an event of this case, another one each time the case is opened again.</summary>
    public Guid EventId(string what) => EventIds.Event(CaseId, what, Reopened);

    public HandoverPlan ReadPlan() => JsonSerializer.Deserialize<HandoverPlan>(Plan, JsonSerializerOptions.Web) ?? new HandoverPlan();

    public WorkFilter? ReadFilter() => Filter is null ? null : JsonSerializer.Deserialize<WorkFilter>(Filter, JsonSerializerOptions.Web);

    /// <summary>A departure's step that nobody has begun.</summary>
    public static StepRow First(OffboardingCase row, string name, int attemptLimit) => new()
    {
        WorkspaceId = row.WorkspaceId,
        CaseId = row.CorrelationId,
        RequestId = row.RequestId,
        RequestedBy = row.RequestedBy,
        Reason = row.Reason,
        AskedFor = row.RequestedAt > row.DueAt ? row.RequestedAt : row.DueAt,
        UserId = row.UserId,
        Name = name,
        Status = StepStatus.Waiting,
        CaseState = CaseStateText.Write(Cases.CaseState.SigningOut),
        Done = 0,
        ResumeAfter = 0,
        Slice = 0,
        Attempts = 0,
        AttemptLimit = attemptLimit,
        CaseKind = row.Kind,
        Plan = row.Plan,
        Reopened = row.Reopened,
        LowerSeatLimit = row.LowerSeatLimit,
        FreesSeat = row.FreesSeat,
        Now = row.StartedAt!.Value,
    };

    /// <summary>The event that tells of its end.</summary>
    public StepCompleted Completed(BatchResult last) => new()
    {
        EventId = EventId($"step-completed/{Name}"),
        OffboardingId = CaseId,
        RequestId = RequestId,
        WorkspaceId = WorkspaceId,
        UserId = UserId,
        OccurredAt = Now,
        Step = Name,
        Done = Done + last.Done,
    };

    /// <summary>The states in which a batch may run.</summary>
    public bool IsRunnable => (Status is StepStatus.Ready or StepStatus.Running)
        && (CaseState is "signing-out" or "handing-over" or "needs-attention");
}
