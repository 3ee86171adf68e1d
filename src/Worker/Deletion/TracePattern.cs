using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Offboarding.Worker.Deletion;

/// <summary>
/// A regular expression of PostgreSQL that finds a name in stored bytes of any kind, as PostgreSQL shows bytes:
/// <c>encode(body, 'escape')</c>, which leaves ASCII as it is, doubles a backslash and writes other bytes as three octal digits.
/// </summary>
public static class TracePattern
{
    private static readonly NormalizationForm[] Forms =
        [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD];

    /// <summary>
    /// What may stand before a name: the beginning, anything but a letter or digit, a byte that is not ASCII (three octal digits), and the escapes of JSON. The last
    /// two end with a letter or digit that belongs to no word. Both begin with a backslash, so nothing of the kind is needed behind the name.
    /// </summary>
    private const string Before = @"(^|[^[:alnum:]]|\\[0-7]{3}|\\\\[nrtbf]|\\\\u[0-9a-fA-F]{4})";

    /// <summary>
    /// The text in UTF-8, and as JSON writers escape it, as a word of its own: "Ann" is not found in "Annual". In every normal form of Unicode: one
    /// system writes the ë of Zoë as one character, another as an e and a mark.
    /// </summary>
    public static string Of(string text)
    {
        IEnumerable<string> ways = Forms.Select(text.Normalize).Prepend(text).Distinct().SelectMany(t => new[] { t, Json(t, "x4"), Json(t, "X4") });
        return $"{Before}({string.Join('|', ways.Distinct().Select(Shown).Select(Quoted))})($|[^[:alnum:]])";
    }

    private static string Json(string text, string hex) => string.Concat(text.Select(c => c switch
    {
        '"' or '\\' => $"\\{c}",
        '\'' or '<' or '>' or '&' or '+' when hex == "X4" => Escaped(c, hex), // as System.Text.Json does
        < ' ' or > '~' => Escaped(c, hex),
        _ => c.ToString(),
    }));

    private static string Escaped(char c, string hex) => $"\\u{((int)c).ToString(hex, CultureInfo.InvariantCulture)}";

    private static string Shown(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b switch
    {
        (byte)'\\' => @"\\",
        0 or > 126 => $"\\{Convert.ToString(b, 8).PadLeft(3, '0')}",
        _ => ((char)b).ToString(),
    }));

    private static string Quoted(string text) => Regex.Replace(text, @"[][\\.^$*+?(){}|-]", @"\$0", RegexOptions.None, TimeSpan.FromSeconds(1));
}
