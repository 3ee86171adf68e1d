using System.Text;

namespace Offboarding.Dashboard.Queries;

/// <summary>What people type as a query of PostgreSQL's text search: every word of it has to begin a word of name or address.</summary>
internal static class WordSearch
{
    /// <summary>"Tomas.Ok" is <c>tomas:* &amp; ok:*</c>; null: nothing is asked for.</summary>
    /// <returns>Letters, digits and the operators put between them: nothing that was typed is an operator. Only punctuation finds nobody.</returns>
    public static string? Of(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        var letters = new StringBuilder(typed.Length);
        foreach (Rune rune in typed.EnumerateRunes())
        {
            bool belongs = Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark;
            letters.Append(belongs ? rune.ToString() : " ");
        }

        string[] words = letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? Nobody : string.Join(" & ", words.Select(static word => word + ":*"));
    }

    /// <summary>No name has two hundred letters.</summary>
    private static readonly string Nobody = new('x', 200);
}
