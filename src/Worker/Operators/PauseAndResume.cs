using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Operators;

/// <summary>Stops a handover until it is resumed; sign-in stays closed.</summary>
internal sealed class PauseOffboardingHandler(NpgsqlDataSource database) : OperatorCommandHandler<PauseOffboardingRequested>(database)
{
    public override PauseOffboardingRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Comment = json.Text("comment", 500, required: false),
    };

    protected override string? Check(PauseOffboardingRequested command, CaseState state, IReadOnlyList<StepSnapshot> steps) =>
        OperatorRules.CheckPause(state, steps);

    protected override async Task<OffboardingEvent> ChangeAsync(
        NpgsqlConnection connection, PauseOffboardingRequested command, OffboardingCase row, DateTime now, CancellationToken cancellationToken)
    {
        await CaseStore.PauseAsync(connection, row.CorrelationId, cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy, "paused", command.RequestId, new { command.Comment }),
            cancellationToken);
        return new OffboardingPaused
        {
            EventId = EventIds.Event(row.CorrelationId, $"paused/{command.RequestId}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = now,
            CommandId = command.RequestId,
        };
    }
}

/// <summary>Carries on with a case that was paused: its steps wait for their start again, and the saga starts them.</summary>
internal sealed class ResumeOffboardingHandler(NpgsqlDataSource database) : OperatorCommandHandler<ResumeOffboardingRequested>(database)
{
    public override ResumeOffboardingRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Comment = json.Text("comment", 500, required: false),
    };

    protected override string? Check(ResumeOffboardingRequested command, CaseState state, IReadOnlyList<StepSnapshot> steps) =>
        OperatorRules.CheckResume(state);

    protected override async Task<OffboardingEvent> ChangeAsync(
        NpgsqlConnection connection, ResumeOffboardingRequested command, OffboardingCase row, DateTime now, CancellationToken cancellationToken)
    {
        IReadOnlyList<StepSnapshot> steps = await CaseSteps.LoadAsync(connection, row.CorrelationId, cancellationToken);
        await CaseStore.ResumeAsync(connection, row.CorrelationId, OperatorRules.AfterPause(steps), cancellationToken);
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy, "resumed", command.RequestId, new { command.Comment }),
            cancellationToken);
        return new OffboardingResumed
        {
            EventId = EventIds.Event(row.CorrelationId, $"resumed/{command.RequestId}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = now,
            CommandId = command.RequestId,
        };
    }
}
