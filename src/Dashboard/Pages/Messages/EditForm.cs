using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.Messages;

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
            (Why.Length == 0, EditView.WhyPath, "Say why: it is kept in the audit trail."),
        ];
        return [.. all.Where(static one => one.IsWrong).Select(static one => new FieldError { Path = one.Path, Problem = one.Problem })];
    }
}
