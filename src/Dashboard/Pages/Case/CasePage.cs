using Microsoft.AspNetCore.Http.HttpResults;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary><c>/cases/{id}</c>: one departure with its steps, what went to whom, and what happened when.</summary>
public sealed class CasePage(CaseReader cases, OverviewReader overviews, PageFrames frames)
{
    /// <summary>Shows a case; <paramref name="asked"/> and <paramref name="step"/> come from an act without scripts.</summary>
    public static Task<IResult> Show(HttpContext context, Guid id, Guid? asked, string? act, string? step, CasePage page, CancellationToken cancellationToken) =>
        page.RenderAsync(
            context,
            id,
            step,
            asked is { } operation ? new ActOutcome(true, Asked(act, step), operation) : null,
            cancellationToken);

    private static string Asked(string? act, string? step) =>
        CaseActs.All.FirstOrDefault(known => known.Name == act) is { } known ? CaseActs.Asked(known, null)
        : act == "plan" ? "The plan is changed."
        : string.IsNullOrEmpty(step) ? "Requested."
        : act == "skip" ? CaseActs.Asked(CaseActs.Skip(step), step) : $"Requested: retry “{Words.Step(step)}”.";

    /// <summary>Renders a case with the outcome of an act beside the step it belongs to.</summary>
    public async Task<IResult> RenderAsync(HttpContext context, Guid id, string? step, ActOutcome? outcome, CancellationToken cancellationToken)
    {
        CaseDetails? details = await cases.ReadAsync(id, cancellationToken);
        if (details is null)
        {
            return frames.Problem(
                context,
                StatusCodes.Status404NotFound,
                "No such case",
                $"There is no case with the id {id}. It may belong to another database, or the address is cut short.");
        }

        PageFrame frame = frames.For(context, await overviews.ReadAsync(cancellationToken));
        return new RazorComponentResult<CaseView>(new
        {
            Frame = frame,
            Details = frame.Shown(details),
            ActedStep = step,
            Outcome = frame.Shown(outcome),
        })
        {
            StatusCode = outcome is { Sent: false } ? StatusCodes.Status409Conflict : StatusCodes.Status200OK,
        };
    }
}
