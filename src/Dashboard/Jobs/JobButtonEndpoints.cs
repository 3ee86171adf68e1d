using System.Diagnostics;
using System.Globalization;
using Dapper;
using Hangfire.States;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Jobs;

/// <summary>
/// Takes what Hangfire's buttons send before Hangfire sees it: one command to the worker, which acts on the rows and then moves the jobs.
/// The dashboard's role can write nothing in Hangfire's tables.
/// </summary>
internal static class JobButtonEndpoints
{
    /// <summary>What a page offers, and room to say how many there were.</summary>
    private const int MostFormValues = 4 * JobButton.MostJobs;

    /// <summary>Hangfire's page reloads itself after the answer, so the answer waits a little for the worker.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static void Map(IEndpointRouteBuilder app)
    {
        var buttons = new LateRoutes(app.MapGroup(JobPages.Path).AddEndpointFilter<FormsAreOurs>().WithFormOptions(valueCountLimit: MostFormValues));
        foreach ((string path, JobButton button) in new[]
        {
            ("/jobs/{list}/enqueue", JobButton.EnqueueNow), ("/jobs/{list}/requeue", JobButton.Requeue), ("/jobs/{list}/delete", JobButton.Delete),
            ("/recurring/trigger", JobButton.Trigger),
        })
        {
            buttons.MapPost(path, async (HttpContext context, Sender sender) => await SelectedAsync(context, button, sender)).RequireAuthorization(button.Permission);
        }

        buttons.MapPost("/jobs/actions/requeue/{id}", (HttpContext context, string id, Sender sender) => sender.RequeueAsync(context, id))
            .RequireAuthorization(JobButton.Requeue.Permission);
        buttons.MapPost("/jobs/actions/delete/{id}", (HttpContext context, string id, Sender sender) => sender.SendAsync(context, JobButton.Delete, [id]))
            .RequireAuthorization(JobButton.Delete.Permission);
        buttons.MapPost("/recurring/remove", static () => Refused(
            StatusCodes.Status403Forbidden, "Recurring jobs belong to the worker and cannot be removed: it would add them again. Nothing was done."))
            .RequireAuthorization(Permission.Retry);
        // Hangfire reads its statistics with a POST. Nothing else of it is for anybody to send.
        buttons.MapPost("/{**path:regex(^(?!stats$))}", static () => Refused(
            StatusCodes.Status404NotFound, "The dashboard does not know this button. Nothing was done."))
            .RequireAuthorization(Permission.ViewSystem);
    }

    private static async Task<IResult> SelectedAsync(HttpContext context, JobButton button, Sender sender)
    {
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return Refused(
                StatusCodes.Status413PayloadTooLarge,
                $"Too many jobs are selected: at most {Words.Number(button.Most)} can be {button.Done} at once. Nothing was done: choose fewer, or use Failures in the dashboard.");
        }

        return await sender.SendAsync(context, button, [.. form["jobs[]"]]);
    }

    private static JsonHttpResult<Answer> Refused(int status, string text) => TypedResults.Json(new Answer(text, null), statusCode: status);

    /// <summary>What the script of the page shows.</summary>
    /// <param name="Text">What happened, in words.</param>
    /// <param name="Operation">The operation id, which is also in the audit trail; null: nothing was sent.</param>
    private sealed record Answer(string Text, Guid? Operation);

    /// <summary>Sends the command and waits a bounded time for what the worker says of it.</summary>
    internal sealed class Sender(CommandSender commands, DashboardDatabase database)
    {
        public async Task<IResult> SendAsync(HttpContext context, JobButton button, IReadOnlyList<string?> ids)
        {
            CancellationToken cancellationToken = context.RequestAborted;
            if (button.Problem(ids, context.User.May) is { } problem)
            {
                return Refused(ids.Count > button.Most ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity, problem);
            }

            Guid operation = await commands.SendAsync(MessageNames.Of<JobActionRequested>(), button.Payload(ids.OfType<string>()), context.User.Actor(), why: null, cancellationToken);
            JobActionOutcome outcome = await WaitAsync(operation, cancellationToken);
            return TypedResults.Json(new Answer(outcome.ToText(button, ids.Distinct(StringComparer.Ordinal).Count()), operation));
        }

        /// <summary>The page of a job has one button for both: a job that waits is run now, any other is requeued.</summary>
        public async Task<IResult> RequeueAsync(HttpContext context, string id)
        {
            if (JobButton.Requeue.Problem([id], context.User.May) is null)
            {
                await using NpgsqlConnection connection = await database.OpenAsync(context.RequestAborted);
                string? state = await connection.QuerySingleOrDefaultAsync<string>(new CommandDefinition(
                    Sql.Read("job-state"), new { id = long.Parse(id, CultureInfo.InvariantCulture) }, cancellationToken: context.RequestAborted));
                if (state == ScheduledState.StateName)
                {
                    return await SendAsync(context, JobButton.EnqueueNow, [id]);
                }
            }

            return await SendAsync(context, JobButton.Requeue, [id]);
        }

        private async Task<JobActionOutcome> WaitAsync(Guid operation, CancellationToken cancellationToken)
        {
            long sent = Stopwatch.GetTimestamp();
            while (true)
            {
                JobActionOutcome outcome;
                await using (NpgsqlConnection connection = await database.OpenAsync(cancellationToken))
                {
                    outcome = await connection.QuerySingleAsync<JobActionOutcome>(
                        new CommandDefinition(Sql.Read("job-action-outcome"), new { operation }, cancellationToken: cancellationToken));
                }

                if (outcome.IsComplete || !outcome.WorkerAlive || Stopwatch.GetElapsedTime(sent) > Patience)
                {
                    return outcome;
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
