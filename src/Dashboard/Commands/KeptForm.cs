using Microsoft.Extensions.Primitives;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// What somebody typed into a form that was declined, for who has no scripts: the page that comes back is a new one, and its forms are empty.
/// With scripts the page stays, and its fields with it.
/// </summary>
/// <param name="Address">Where the form goes.</param>
/// <param name="Typed">What was typed, to be corrected.</param>
/// <param name="Others">The other fields, as they were.</param>
public sealed record KeptForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Typed, IReadOnlyList<KeyValuePair<string, string>> Others)
{
    private const string Item = "kept-form";
    private const string Token = "__RequestVerificationToken";
    private static readonly string[] TypedNames = ["comment", "lastDate", "timeZone", "returnDate", "limit"];

    /// <summary>Keeps the form of this request for the page that answers it.</summary>
    public static async Task KeepAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellationToken);
        if (context.Request.IsHtmx() || StringValues.IsNullOrEmpty(form["comment"]))
        {
            return;
        }

        ILookup<bool, KeyValuePair<string, string>> fields = form.Where(static field => field.Key != Token)
            .SelectMany(static field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")))
            .ToLookup(static field => TypedNames.Contains(field.Key));
        context.Items[Item] = new KeptForm(context.Request.Path + context.Request.QueryString, [.. fields[true]], [.. fields[false]]);
    }

    /// <summary>What was kept; null: nothing.</summary>
    public static KeptForm? Of(HttpContext context) => context.Items[Item] as KeptForm;
}
