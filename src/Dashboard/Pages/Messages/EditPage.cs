using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary><c>/messages/{id}/edit</c>: the text of a message that was not carried out, to be corrected and sent in its place (docs/adr/0039).</summary>
public sealed class EditPage(MessageReader messages, OverviewReader overviews, AskOnce ask, PageFrames frames)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The form.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, EditPage page, CancellationToken cancellationToken) =>
        page.AnswerAsync(context, id, null, cancellationToken);

    /// <summary>Sends what was edited.</summary>
    public static async Task<IResult> Post(HttpContext context, Guid id, EditPage page, CancellationToken cancellationToken) =>
        await page.AnswerAsync(context, id, await context.Request.ReadFormAsync(cancellationToken), cancellationToken);

    private async Task<IResult> AnswerAsync(HttpContext context, Guid id, IFormCollection? form, CancellationToken cancellationToken)
    {
        if (!MessageRights.Of(context.User.May).MayEdit)
        {
            return frames.Problem(context, StatusCodes.Status403Forbidden, "Not for you", $"To edit a message one has to see all of it: the permission {Permission.ViewPersonalData}.");
        }

        if (await messages.ReadDetailsAsync(id, cancellationToken) is not { } details || await messages.ReadBodyAsync(id, cancellationToken) is not { } stored)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such message", $"No stored message has the id {id}.", goOn: ("/messages", "To the messages"));
        }

        string original = EditText.Of(stored.Body, stored.ContentType);
        if (form is null && WhyNot(details.Row, original) is { } reason)
        {
            return frames.Problem(context, StatusCodes.Status409Conflict, "It cannot be edited", reason, goOn: ($"/messages/{id}", "To the message"));
        }

        if (form is null)
        {
            return await RenderAsync(context, details, original, new EditForm(original, ""), [], null, cancellationToken);
        }

        var written = new EditForm(form["text"].ToString().ReplaceLineEndings("\n"), form["comment"].ToString().Trim());
        IReadOnlyList<FieldError> wrong = written.Check();
        if (wrong.Count > 0)
        {
            return await RenderAsync(context, details, original, written, wrong, null, cancellationToken);
        }

        bool alsoDiscarded = form["alsoDiscarded"] == "true";
        Guid operation = await ask.SendAsync(
            $"message/{id}/edit/{form["key"]}/{written.Text.GetHashCode(StringComparison.Ordinal)}", context.User.Actor(), MessageNames.Of<ReplayMessageRequested>(),
            new { messageId = id, alsoDiscarded, editedBody = written.Text }, written.Why, cancellationToken);
        return await messages.AnswerAsync(operation, Patience, cancellationToken) switch
        {
            null => TypedResults.LocalRedirect($"/messages/{id}?act=waiting&asked={operation}"),
            { Sent: true } => TypedResults.LocalRedirect($"/messages/{id}?act=edit&asked={operation}"),
            { Problem: { } problem } => await RenderAsync(context, details, original, written, [], problem, cancellationToken),
            { Errors: var errors } => await RenderAsync(context, details, original, written, MessageBody.Errors(errors), null, cancellationToken),
        };
    }

    private async Task<IResult> RenderAsync(
        HttpContext context, MessageDetails details, string original, EditForm form, IReadOnlyList<FieldError> errors, string? problem, CancellationToken cancellationToken)
    {
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<EditView>(new { Frame = frame, Details = frame.Shown(details), Original = original, Form = form, Errors = errors, Problem = problem })
        {
            StatusCode = problem is not null ? StatusCodes.Status409Conflict : errors.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    private static string? WhyNot(MessageRow row, string text) => row switch
    {
        { ErasedAt: not null } => "It was erased with the person it named.",
        { ReplayedAt: not null } => "It has already been sent again.",
        _ when !MessageNames.CanBeEdited(row.MessageName) => $"{row.MessageName} is no request of a workspace: only those can be edited. It can be replayed as it is.",
        _ when text.Length > EditText.MostCharacters => $"It has {Words.Number(text.Length)} characters; at most {Words.Number(EditText.MostCharacters)} can be edited here. Have its sender correct it.",
        _ => null,
    };
}

/// <summary>What somebody may do with stored messages. An edit shows the whole text and can start whatever a request can.</summary>
public sealed record MessageRights(bool MayReplay, bool MayDiscard, bool MayEdit)
{
    /// <summary>From permissions.</summary>
    public static MessageRights Of(Func<string, bool> may) =>
        new(may(Permission.Retry), may(Permission.Cancel), may(Permission.Start) && may(Permission.ViewPersonalData));
}

/// <summary>What somebody wrote.</summary>
/// <param name="Text">The message.</param>
/// <param name="Why">Why it is edited.</param>
public sealed record EditForm(string Text, string Why)
{
    /// <summary>What can be said without the worker.</summary>
    public IReadOnlyList<FieldError> Check()
    {
        (bool IsWrong, string Path, string Problem)[] all =
        [
            (string.IsNullOrWhiteSpace(Text), "", "is empty"),
            (Text.Contains('\0', StringComparison.Ordinal), "", "contains the character NUL, which cannot be kept"),
            (Text.Length > EditText.MostCharacters, "", $"has {Words.Number(Text.Length)} characters; at most {Words.Number(EditText.MostCharacters)} are taken"),
            (Why.Length == 0, EditView.WhyPath, "Enter a comment for the audit trail."),
        ];
        return [.. all.Where(static one => one.IsWrong).Select(static one => new FieldError { Path = one.Path, Problem = one.Problem })];
    }
}
