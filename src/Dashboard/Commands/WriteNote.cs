using Dapper;
using Npgsql;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>Notes on a case or on a group of failures, and "I have it". They are entries of the audit trail; nothing happens by them.</summary>
public sealed class WriteNote(DashboardDatabase database)
{
    /// <summary>On a case.</summary>
    public static async Task<IResult> OnCase(HttpContext context, Guid id, WriteNote notes, CasePage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await notes.WriteAsync(context, id, null, null, cancellationToken);
        return await ActAnswer.OfAsync(context, outcome, $"/cases/{id}", () => page.RenderAsync(context, id, null, outcome, cancellationToken));
    }

    /// <summary>On a group of failures.</summary>
    public static async Task<IResult> OnGroup(HttpContext context, WriteNote notes, Layout.PageFrames frames, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        (string step, string kind) = (form["step"].ToString(), form["kind"].ToString());
        ActOutcome outcome = await notes.WriteAsync(context, null, step, kind, cancellationToken);
        if (context.Request.IsHtmx())
        {
            if (outcome.Sent)
            {
                // The notes of a group are not live: the page is loaded again.
                context.Response.Headers["HX-Refresh"] = "true";
            }

            return ActAnswer.Notice(context, outcome);
        }

        return outcome.Sent
            ? TypedResults.LocalRedirect(FailureGroup.UrlOf(step, kind, form["state"].ToString()) + "#note-list")
            : frames.Problem(context, StatusCodes.Status400BadRequest, "Nothing was written", outcome.Text);
    }

    private async Task<ActOutcome> WriteAsync(HttpContext context, Guid? subject, string? step, string? kind, CancellationToken cancellationToken)
    {
        string? comment = await Why.OfAsync(context, cancellationToken);
        string action = (await context.Request.ReadFormAsync(cancellationToken))["does"].ToString() switch
        {
            "take" => NoteRow.TakenOn,
            "let-go" => NoteRow.LetGo,
            _ => NoteRow.Added,
        };
        if (action == NoteRow.Added && comment is null)
        {
            return new ActOutcome(false, "Enter the note. Nothing was saved.");
        }

        await using NpgsqlConnection connection = await database.OpenAsync(cancellationToken);
        bool written = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            Sql.Read("write-note"), new { action, subject, step, kind, actor = context.User.Actor(), comment }, cancellationToken: cancellationToken));
        return !written ? new ActOutcome(false, "There is no such case. Nothing was done.")
            : new ActOutcome(true, action switch { NoteRow.TakenOn => "You have it.", NoteRow.LetGo => "You no longer have it.", _ => "Note added." });
    }
}
