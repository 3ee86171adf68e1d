using System.Globalization;

namespace Offboarding.Dashboard.Commands;

/// <summary>What somebody filled in for a <see cref="SubjectAct{TSubject}"/>.</summary>
/// <param name="Why">Why, in their words; null: nothing was said.</param>
/// <param name="InTheNameOf">The admin or owner who is named; null: nobody.</param>
/// <param name="Fields">All fields.</param>
public sealed record SubjectForm(string? Why, Guid? InTheNameOf, IFormCollection Fields)
{
    /// <summary>Reads it.</summary>
    public static async Task<SubjectForm> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        return new SubjectForm(await Commands.Why.OfAsync(context, cancellationToken), Guid.TryParse(fields["asker"], out Guid asker) ? asker : null, fields);
    }

    /// <summary>A field as it was written.</summary>
    public string Text(string name) => Fields[name].ToString().Trim();

    /// <summary>A date; null: none that can be read.</summary>
    public DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
