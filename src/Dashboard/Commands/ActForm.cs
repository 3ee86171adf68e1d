namespace Offboarding.Dashboard.Commands;

/// <summary>What somebody filled in for an act.</summary>
/// <param name="Why">Why, in their words; null: nothing was said.</param>
/// <param name="InTheNameOf">The admin or owner who is named; null: nobody.</param>
/// <param name="Date">A new day, as written.</param>
/// <param name="TimeZone">Its time zone, as written.</param>
/// <param name="GiveBackWork">Of a return: also gives back what was handed over.</param>
public sealed record ActForm(string? Why, Guid? InTheNameOf, string Date, string TimeZone, bool GiveBackWork)
{
    /// <summary>Reads the fields of a form.</summary>
    public static async Task<ActForm> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        return new ActForm(
            await Commands.Why.OfAsync(context, cancellationToken),
            Guid.TryParse(form["asker"], out Guid asker) ? asker : null,
            form["lastDate"].ToString().Trim(),
            form["timeZone"].ToString().Trim(),
            form["giveBackWork"] == "true");
    }
}
