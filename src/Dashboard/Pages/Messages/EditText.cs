using System.Text;
using System.Text.Json;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>A message as it is edited: its JSON in lines, out of its envelope.</summary>
internal static class EditText
{
    /// <summary>The most characters the worker takes.</summary>
    public const int MostCharacters = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text; empty if the bytes are none, so that somebody can write it anew.</summary>
    public static string Of(byte[] body, string? contentType)
    {
        string text;
        try
        {
            text = Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return "";
        }

        return MessageBody.Pretty(Inner(text, contentType) ?? text);
    }

    /// <summary>What is in MassTransit's envelope, or in that of CloudEvents; null: there is none.</summary>
    private static string? Inner(string text, string? contentType)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            bool isEnvelope = contentType?.Contains("masstransit", StringComparison.OrdinalIgnoreCase) == true || document.RootElement.TryGetProperty("messageType", out _);
            string name = isEnvelope ? "message" : document.RootElement.TryGetProperty("specversion", out _) ? "data" : "";
            return document.RootElement.TryGetProperty(name, out JsonElement inner) && inner.ValueKind == JsonValueKind.Object ? inner.GetRawText() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
