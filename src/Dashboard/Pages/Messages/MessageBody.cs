using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>The bytes of a message as somebody can read them: JSON in lines, else text, else a hex dump.</summary>
/// <param name="Title">What is shown, and whether it is all of it.</param>
/// <param name="Text">The readable form.</param>
internal sealed record MessageBody(string Title, string Text)
{
    private const int HexBytes = 512;

    /// <summary>What the view of the database gives at most.</summary>
    private const int MostBytes = 8192;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Lines = new()
    {
        WriteIndented = true,
        MaxDepth = 256,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Describes a body of which perhaps only the beginning was read.</summary>
    public static MessageBody Of(byte[] body, int size)
    {
        string part = size > MostBytes ? $", the first {Layout.Words.Size(MostBytes)}" : "";
        if (size == 0)
        {
            return new MessageBody("Body (empty)", "");
        }

        return Decode(body, size > MostBytes) is { } text
            ? new MessageBody($"Body{part}", Pretty(text))
            : new MessageBody($"Body (not text{part})", Hex(body));
    }

    /// <summary>JSON in lines; anything else as it is.</summary>
    public static string Pretty(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
            return JsonSerializer.Serialize(document.RootElement, Lines);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The fields that were wrong.</summary>
    public static IReadOnlyList<FieldError> Errors(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize<List<FieldError>>(json, JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Decode(byte[] body, bool cut)
    {
        // A cut may go through the middle of a character, which has at most four bytes.
        for (int less = 0; less <= (cut ? 3 : 0); less++)
        {
            try
            {
                string text = Strict.GetString(body, 0, body.Length - less);
                return text.Any(static letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) ? null : text;
            }
            catch (DecoderFallbackException) when (less < 3)
            {
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }

        return null;
    }

    private static string Hex(byte[] body)
    {
        var lines = new StringBuilder();
        for (int start = 0; start < Math.Min(body.Length, HexBytes); start += 16)
        {
            byte[] row = body[start..Math.Min(start + 16, body.Length)];
            string bytes = string.Join(' ', row.Select(static one => one.ToString("x2", CultureInfo.InvariantCulture)));
            string letters = string.Concat(row.Select(static one => one is >= 32 and < 127 ? (char)one : '·'));
            lines.Append(CultureInfo.InvariantCulture, $"{start:x4}  {bytes,-47}  {letters}\n");
        }

        if (body.Length > HexBytes)
        {
            lines.Append('…');
        }

        return lines.ToString();
    }
}
