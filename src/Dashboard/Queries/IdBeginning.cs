namespace Offboarding.Dashboard.Queries;

/// <summary>An id, or the beginning of one, as pages print it and people type it.</summary>
public static class IdBeginning
{
    /// <summary>As many characters of an id as pages print.</summary>
    private const int Shortest = 8;

    /// <summary>The first and the last id that a text can mean; both are the same for a whole id. Null: it is not the beginning of one.</summary>
    public static (Guid First, Guid Last)? Of(string text)
    {
        if (Guid.TryParse(text, out Guid whole))
        {
            return (whole, whole);
        }

        string digits = text.Replace("-", "", StringComparison.Ordinal);
        return digits.Length is >= Shortest and < 32 && digits.All(char.IsAsciiHexDigit)
            ? (Guid.ParseExact(digits.PadRight(32, '0'), "N"), Guid.ParseExact(digits.PadRight(32, 'f'), "N"))
            : null;
    }
}
