using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Infrastructure;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Jobs;

/// <summary>
/// Does to the rows what a button of Hangfire's dashboard asks for, for a whole selection, in portions of one transaction each; the jobs
/// follow, with who pressed it in their state. What is not possible any more is answered for each job, with why.
/// </summary>
internal sealed class JobActionHandler(
    NpgsqlDataSource database, RecurringJobs recurring, OutboxSignal outbox, JobSignal jobs, IOptions<StepsOptions> options)
    : ICommandHandler<JobActionRequested>
{
    private const int Portion = 500;

    public bool TakesLists => true;

    public JobActionRequested Read(FieldReader json)
    {
        JobAction action = json.OneOf<JobAction>("action", required: true);
        bool trigger = action == JobAction.Trigger;
        return new JobActionRequested
        {
            RequestId = json.Id("requestId"),
            RequestedBy = json.Text("requestedBy", 200, required: true) ?? "",
            Action = action,
            JobIds = Ids(json, "jobIds", 5000, required: !trigger),
            RecurringIds = Ids(json, "recurringIds", 100, required: trigger),
            Comment = json.Text("comment", 500, required: false),
        };
    }

    public async Task HandleAsync(JobActionRequested command, ReceivedBody body, CancellationToken cancellationToken)
    {
        HashSet<string> open = await BeginAsync(command, cancellationToken);
        if (command.Action == JobAction.Trigger)
        {
            await TriggerAsync(command, open, cancellationToken);
        }
        else
        {
            foreach (string[] portion in open.Order(StringComparer.Ordinal).Chunk(Portion))
            {
                await MoveAsync(command, portion, cancellationToken);
            }
        }

        jobs.Set();
    }

    /// <returns>What has no answer yet: a command that is delivered again goes on where it was.</returns>
    private async Task<HashSet<string>> BeginAsync(JobActionRequested command, CancellationToken cancellationToken)
    {
        HashSet<string> asked = [.. (command.Action == JobAction.Trigger ? command.RecurringIds : command.JobIds) ?? []];
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        asked.ExceptWith(await connection.QueryAsync<string>(new CommandDefinition(
            Sql.Read("job-action-begin"),
            new { id = command.RequestId, action = NameOf(command.Action), actor = command.RequestedBy, asked = asked.Count },
            cancellationToken: cancellationToken)));
        return asked;
    }

    private async Task MoveAsync(JobActionRequested command, string[] jobIds, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        List<MovedStep> moved = [.. await connection.QueryAsync<MovedStep>(new CommandDefinition(
            Sql.Read(StatementOf(command.Action)),
            new
            {
                ids = Numbers(jobIds),
                by = command.RequestedBy,
                request = command.RequestId,
                comment = command.Comment,
                attempts = options.Value.MaxAttempts,
                reason = $"{SaidOf(command.Action)} by {command.RequestedBy}",
            },
            cancellationToken: cancellationToken))];
        // A failed step that goes on may be all that its case needed attention for; one that is given up is what it needs attention for, also while others go on.
        var said = new OutboxMessages();
        foreach (Guid caseId in moved.Where(m => m.Nudge).Select(m => m.CaseId).Distinct())
        {
            said.AddForCase(MessageExchanges.Saga, new NudgeCase(caseId), caseId);
        }

        foreach (StepFailed failed in moved.Where(m => m.GivenUp).Select(Failed))
        {
            said.AddEvent(failed);
        }

        await said.WriteAsync(connection, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            Sql.Read("job-action-answers"),
            new { id = command.RequestId, action = NameOf(command.Action), asked = jobIds, ids = Numbers(jobIds), done = moved.Select(m => m.JobId).ToArray() },
            cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        outbox.Set();
    }

    private async Task TriggerAsync(JobActionRequested command, HashSet<string> ids, CancellationToken cancellationToken)
    {
        foreach (string id in ids)
        {
            string? why = null;
            try
            {
                why = recurring.Trigger(id, command.RequestedBy) is null ? $"there is no recurring job '{id}'" : null;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                why = $"it cannot be triggered now ({error.GetType().Name}); try again in half a minute";
            }

            await using NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql.Read("job-triggered"), new { action = command.RequestId, id, why }, cancellationToken: cancellationToken));
        }
    }

    private static StepFailed Failed(MovedStep step) => new()
    {
        EventId = EventIds.Event(step.CaseId, $"step-failed/{step.Step}/given-up/{step.Attempts}"),
        OffboardingId = step.CaseId,
        RequestId = step.RequestId,
        WorkspaceId = step.WorkspaceId,
        UserId = step.UserId,
        OccurredAt = step.Now,
        Step = step.Step,
        Attempts = step.Attempts,
        ErrorType = step.ErrorType,
    };

    private static IReadOnlyList<string> Ids(FieldReader json, string path, int most, bool required)
    {
        IReadOnlyList<string> ids = json.Texts(path, most, 100);
        if (required && ids.Count == 0 && !json.IsWrong(path))
        {
            json.Wrong(path, string.Create(CultureInfo.InvariantCulture, $"needs 1 to {most:N0} ids"));
        }
        else if (!required && ids.Count > 0)
        {
            json.Wrong(path, "does not belong to this action");
        }

        return ids;
    }

    private static long[] Numbers(IEnumerable<string> ids) =>
        [.. ids.Select(id => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1)];

    private static string NameOf(JobAction action) => JsonNamingPolicy.KebabCaseLower.ConvertName(action.ToString());

    private static string StatementOf(JobAction action) => action switch
    {
        JobAction.EnqueueNow => "jobs-enqueue-now",
        JobAction.Requeue => "jobs-requeue",
        JobAction.Delete => "jobs-delete",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "has no statement"),
    };

    private static string SaidOf(JobAction action) => action switch
    {
        JobAction.EnqueueNow => "Enqueued now",
        JobAction.Requeue => "Requeued",
        _ => "Deleted",
    };

    private sealed record MovedStep
    {
        public required long JobId { get; init; }

        public required Guid WorkspaceId { get; init; }

        public required Guid CaseId { get; init; }

        public required Guid RequestId { get; init; }

        public required Guid UserId { get; init; }

        public required string Step { get; init; }

        public required int Attempts { get; init; }

        public string ErrorType { get; init; } = "";

        public required DateTime Now { get; init; }

        public bool Nudge { get; init; }

        public bool GivenUp { get; init; }
    }
}
