using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Infrastructure.Telemetry;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Operators;

/// <summary>Hands an operator's wish to run a step again to the saga, which decides from the rows.</summary>
internal sealed class RetryStepHandler(NpgsqlDataSource database) : ICommandHandler<RetryStepRequested>
{
    private static readonly string Name = MessageNames.Of<RetryStepRequested>();

    public RetryStepRequested Read(FieldReader json) => new()
    {
        RequestId = json.Id("requestId"),
        OffboardingId = json.Id("offboardingId"),
        Step = json.Text("step", 100, required: true) ?? "",
        RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
        Comment = json.Text("comment", 500, required: false),
    };

    public async Task HandleAsync(RetryStepRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await CaseStore.FindAsync(connection, command.OffboardingId, cancellationToken) is not { } row)
        {
            var refusal = new Refusal(RefusalCode.InvalidRequest, $"There is no case {command.OffboardingId}.",
                "Take the id from an event of the case or from the dashboard.",
                [new FieldError { Path = "offboardingId", Problem = "names no case" }]);
            await RefusalStore.WriteAsync(connection, Name, null, null, command.RequestId, refusal, body, cancellationToken);
        }
        else
        {
            Traces.About(row.WorkspaceId, row.CorrelationId, row.Traceparent);
            var retry = new Cases.RetryStep(command.OffboardingId, command.Step, command.RequestedBy, command.RequestId, command.Comment);
            await OutboxWriter.AddAsync(connection, MessageExchanges.Saga, retry, command.RequestId, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
