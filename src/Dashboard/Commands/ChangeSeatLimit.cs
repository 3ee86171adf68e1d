using System.Globalization;
using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>Asks for another number of seats (A6). The worker checks once more; here the operator hears it at once.</summary>
public sealed class ChangeSeatLimit(SeatsReader seats, AskOnce ask)
{
    private const int Most = 1_000_000;

    /// <summary>The form on <c>/seats/{id}</c>.</summary>
    public static async Task<IResult> Post(HttpContext context, Guid id, ChangeSeatLimit change, SeatsPage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await change.AskAsync(context, id, cancellationToken);
        return await ActAnswer.OfAsync(context, outcome, $"/seats/{id}", () => page.RenderAsync(context, id, outcome, cancellationToken));
    }

    private async Task<ActOutcome> AskAsync(HttpContext context, Guid id, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        ActForm form = await ActForm.ReadAsync(context, cancellationToken);
        SeatsDetails? now = await seats.ReadAsync(id, cancellationToken);
        if (now is null)
        {
            return new ActOutcome(false, "There is no such workspace. Nothing was done.");
        }

        if (int.TryParse(fields["from"], out int from) && from != now.Row.SeatLimit)
        {
            SeatChangeRow? last = now.Changes.FirstOrDefault(static row => row.Change == "limit");
            return new ActOutcome(
                false, $"The limit is {Words.Number(now.Row.SeatLimit)} now, no longer {Words.Number(from)}. Nothing was done.",
                By: last?.ChangedByName ?? last?.ChangedBy, At: last?.ChangedAt, Did: "changed");
        }

        if (!int.TryParse(fields["seatLimit"], NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit < now.Row.InUse || limit > Most)
        {
            return new ActOutcome(false, $"Enter a number of seats from {Words.Number(now.Row.InUse)}, which are in use, to {Words.Number(Most)}. Nothing was done.");
        }

        if (form.Why is null || form.InTheNameOf is null)
        {
            return new ActOutcome(false, "Enter a comment, and on whose behalf. Nothing was changed.");
        }

        return await ask.AskAsync(
            $"seats/{id}/{now.Row.SeatLimit}", context.User.Actor(), MessageNames.Of<ChangeSeatLimitRequested>(),
            new { workspaceId = id, requestedBy = form.InTheNameOf, seatLimit = limit }, form.Why,
            ($"Requested: change the limit to {Words.Number(limit)}.", "requested"), cancellationToken);
    }
}
