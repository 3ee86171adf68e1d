using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.New;

/// <summary><c>/new/list/{workspace}</c>: many people at once, pasted or as CSV. One message (F6), in which each person is a case of their own.</summary>
public sealed class ListPage(LeaverReader leavers, PreviewReader previews, OverviewReader overviews, CommandSender commands, AskOnce ask, PlanShelf shelf, PageFrames frames)
{
    /// <summary>Each line is looked at: a preview of many takes longer than that of one, of 10,000 half a minute on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>In which workspace: the same list as that of the seats.</summary>
    public static Task<IResult> Choose(HttpContext context, SeatsReader seats, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken) =>
        SeatsPage.ListAsync<ChooseWorkspaceView>(context, seats, overviews, frames, cancellationToken);

    /// <summary>The form.</summary>
    public static Task<IResult> Show(HttpContext context, Guid workspace, ListPage page, CancellationToken cancellationToken) =>
        page.RenderAsync(context, workspace, null, "", [], NewOutcome.None, null, cancellationToken);

    /// <summary>Checks the lines, or sends them.</summary>
    public static async Task<IResult> Post(HttpContext context, Guid workspace, ListPage page, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        (string text, string? problem) = await GivenAsync(fields["people"].ToString(), fields.Files["file"], cancellationToken);
        return await page.AskAsync(context, workspace, new NewForm(name => fields[name]), text, problem, onlyCheck: fields["check"] == "true", cancellationToken);
    }

    /// <summary>The lines, from the box or from the file. Nothing that was given is left out without a word: what cannot be taken is a problem, and nothing is sent.</summary>
    private static async Task<(string Text, string? Problem)> GivenAsync(string box, IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null || (file.Length == 0 && file.FileName.Length == 0))
        {
            return (box, null);
        }

        if (ListText.WhyNotFile(file.FileName, file.Length) is { } problem)
        {
            return (box, problem);
        }

        using var reader = new StreamReader(file.OpenReadStream());
        string text = await reader.ReadToEndAsync(cancellationToken);
        return ListText.AreBothGiven(box, text)
            ? (box, $"{file.FileName} was chosen and there are lines in the box: only one of them can be sent. Empty the box, or leave the file out. Nothing was sent.")
            : (text, null);
    }

    private async Task<IResult> AskAsync(
        HttpContext context, Guid workspace, NewForm form, string text, string? problem, bool onlyCheck, CancellationToken cancellationToken)
    {
        if (await shelf.AnswerAsync(context, workspace, form, cancellationToken) is var (kept, answered, used))
        {
            return await RenderAsync(context, workspace, kept, text, [], answered, used, cancellationToken);
        }

        IReadOnlyList<ListRow> rows = await RowsAsync(workspace, ListText.Read(text), cancellationToken);
        string? why = await Why.OfAsync(context, cancellationToken);
        bool preview = form.Text("preview") == "true";
        List<FieldError> wrong = [.. onlyCheck ? [] : form.Check(why, preview)];
        if (rows.Any(static row => row.Line.LastDate is not null) && !TimeZoneInfo.TryFindSystemTimeZoneById(form.Text("timeZone"), out _))
        {
            wrong.Add(new FieldError { Path = "timeZone", Problem = "Enter the IANA name of the time zone of the last days, such as Europe/Berlin." });
        }

        // In the order of the page.
        if (problem is not null)
        {
            wrong.Insert(0, new FieldError { Path = "users", Problem = problem });
        }
        else if (rows.Count is 0 or > ListText.Most)
        {
            wrong.Insert(0, new FieldError { Path = "users", Problem = rows.Count == 0 ? "Enter at least one person." : $"{Words.Number(rows.Count)} lines; at most {Words.Number(ListText.Most)} are sent at once." });
        }

        if (onlyCheck || wrong.Count > 0 || rows.Any(static row => row.Problem is not null))
        {
            return await RenderAsync(context, workspace, form, text, rows, new NewOutcome(wrong), null, cancellationToken);
        }

        string actor = context.User.Actor();
        if (preview)
        {
            Guid asked = await commands.SendAsync(MessageNames.Of<DeactivateUsersRequested>(), Command(workspace, form, rows, dryRun: true), actor, null, cancellationToken);
            return await RenderAsync(context, workspace, form, text, rows, await OutcomeAsync(workspace, asked, cancellationToken), null, cancellationToken);
        }

        Guid list = await ask.SendAsync(
            $"list/{workspace}/{form.Text("key")}", actor, MessageNames.Of<DeactivateUsersRequested>(), Command(workspace, form, rows, dryRun: false), why, cancellationToken);
        return TypedResults.LocalRedirect($"/new/list/{workspace}/sent?people={rows.Count}&list={list}");
    }

    /// <summary>What is shown after the list was sent; reloading it sends nothing.</summary>
    public static async Task<IResult> Sent(
        HttpContext context, Guid workspace, int people, Guid list, OverviewReader overviews, PageFrames frames, CancellationToken cancellationToken) =>
        new RazorComponentResult<ListSentView>(new
        {
            Frame = frames.For(context, await overviews.ReadAsync(cancellationToken)),
            Workspace = workspace,
            People = people,
            List = list,
        });

    private async Task<NewOutcome> OutcomeAsync(Guid workspace, Guid asked, CancellationToken cancellationToken)
    {
        RequestAnswer? answer = await leavers.AnswerAsync(workspace, asked, Patience, cancellationToken);
        RefusalText? refusal = answer is { What: "refusal" } ? await leavers.RefusalAsync(answer.Id, cancellationToken) : null;
        return answer is { What: "list-preview" } ? NewOutcome.None with { List = await previews.ReadListAsync(answer.Id, cancellationToken) }
            : refusal is not null ? new NewOutcome(refusal.Fields, Refusal: refusal)
            : new NewOutcome([], Waiting: asked) { IsPreview = true };
    }

    /// <summary>What holds for all, and the lines. There is nobody's account to hand over.</summary>
    private static Dictionary<string, object?> Command(Guid workspace, NewForm form, IReadOnlyList<ListRow> rows, bool dryRun)
    {
        Dictionary<string, object?> command = form.Command(workspace, Guid.Empty, dryRun);
        foreach (string ofOne in (string[])["userId", "nextOwner"])
        {
            command.Remove(ofOne);
        }

        command["users"] = rows.Select(row => Line(row, form.Text("timeZone"))).ToList();
        return command;
    }

    private static Dictionary<string, object?> Line(ListRow row, string timeZone)
    {
        var line = new Dictionary<string, object?> { ["userId"] = row.Person!.Id };
        if (row.Line.LastDate is { } date)
        {
            line["lastDate"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            line["timeZone"] = timeZone;
        }

        return line;
    }

    private async Task<IReadOnlyList<ListRow>> RowsAsync(Guid workspace, IReadOnlyList<ListLine> lines, CancellationToken cancellationToken)
    {
        IReadOnlyList<ListedPerson> people = lines.Count > ListText.Most ? [] : await leavers.ResolveAsync(workspace, lines.Select(static line => line.Who), cancellationToken);
        var byId = people.ToDictionary(static person => person.Id);
        Dictionary<string, ListedPerson> byEmail = people.DistinctBy(static person => person.Email.ToLowerInvariant()).ToDictionary(static person => person.Email.ToLowerInvariant());
        HashSet<Guid> seen = [];
        return [.. lines.Select(line =>
        {
            ListedPerson? person = Guid.TryParse(line.Who, out Guid id) ? byId.GetValueOrDefault(id) : byEmail.GetValueOrDefault(line.Who.ToLowerInvariant());
            return new ListRow(line, person, line.Problem ?? (person is null ? "Nobody of this workspace." : seen.Add(person.Id) ? null : ListText.Twice));
        })];
    }

    private async Task<IResult> RenderAsync(
        HttpContext context, Guid workspace, NewForm? form, string text, IReadOnlyList<ListRow> rows, NewOutcome outcome, HandoverPlan? used, CancellationToken cancellationToken)
    {
        LeaverDetails? details = await leavers.ReadListAsync(workspace, cancellationToken, PlanShelf.Among(form, used), PlanShelf.Search(form));
        if (details is null)
        {
            return frames.Problem(context, StatusCodes.Status404NotFound, "No such workspace", $"There is no workspace with the id {workspace}.");
        }

        outcome = PlanShelf.Searched(outcome, form, details);
        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<ListView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            Form = PlanShelf.Filled(form ?? NewForm.Proposed(details, counted: false), used, details),
            Text = text,
            Rows = frame.Shown(rows),
            Outcome = frame.Shown(PlanShelf.Said(outcome, used, details)),
        })
        {
            StatusCode = outcome.Errors.Count > 0 || rows.Any(static row => row.Problem is not null) ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }
}
