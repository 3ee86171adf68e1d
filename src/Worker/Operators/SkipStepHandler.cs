using Dapper;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Operators;

/// <summary>Leaves a step out, with a reason.</summary>
internal sealed class SkipStepHandler(NpgsqlDataSource database) : OperatorCommandHandler<SkipStepRequested>(database)
{
    public override SkipStepRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        WorkspaceId = json.Id("workspaceId"),
        OffboardingId = json.Id("offboardingId"),
        Step = json.Text("step", 100, required: true) ?? "",
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Reason = json.Text("reason", 500, required: true) ?? "",
    };

    protected override string? LockedStep(SkipStepRequested command) => command.Step;

    protected override string? Check(SkipStepRequested command, CaseState state, IReadOnlyList<StepSnapshot> steps) =>
        OperatorRules.CheckSkip(state, command.Step, steps);

    protected override async Task<OffboardingEvent> ChangeAsync(
        NpgsqlConnection connection, SkipStepRequested command, OffboardingCase row, DateTime now, CancellationToken cancellationToken)
    {
        long done = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Sql.Read("skip-step"), command, cancellationToken: cancellationToken));
        await AuditTrail.AddAsync(
            connection,
            new AuditEntry(row.WorkspaceId, row.CorrelationId, command.RequestedBy, "step-skipped", command.RequestId,
                new { command.Step, done, command.Reason }),
            cancellationToken);
        return new StepSkipped
        {
            EventId = EventIds.Event(row.CorrelationId, $"step-skipped/{command.Step}"),
            OffboardingId = row.CorrelationId,
            RequestId = row.RequestId,
            WorkspaceId = row.WorkspaceId,
            UserId = row.UserId,
            OccurredAt = now,
            CommandId = command.RequestId,
            Step = command.Step,
            Done = done,
        };
    }
}
