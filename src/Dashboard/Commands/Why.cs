namespace Offboarding.Dashboard.Commands;

/// <summary>Why somebody acts: the field <c>comment</c> of every form that acts. One that is too long is declined by <see cref="WhyFits"/>.</summary>
public static class Why
{
    /// <summary>The most characters the audit trail takes.</summary>
    public const int MaxLength = 500;

    /// <summary>What was typed, without blanks around it; null: nothing.</summary>
    public static async Task<string?> OfAsync(HttpContext context, CancellationToken cancellationToken)
    {
        string text = (await context.Request.ReadFormAsync(cancellationToken))["comment"].ToString().Trim();
        return text.Length == 0 ? null : text;
    }
}
