using System.Globalization;
using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Worker.Intake;

/// <summary>
/// Reads a foreign JSON object field by field and notes everything that is wrong, with its path, instead of stopping at the
/// first. Unknown fields are wrong too: a plan with a misspelled name must not be taken for a wish to hand over nothing.
/// </summary>
internal sealed class FieldReader(JsonElement json, string path, List<FieldError> errors)
{
    private readonly List<string> _known = [];

    public Guid Id(string name) => ReadId(name, Take(name, JsonValueKind.String, required: true)) ?? Guid.Empty;

    public Guid? OptionalId(string name) => ReadId(name, Take(name, JsonValueKind.String, required: false));

    /// <summary>A list of ids; null: there is no such field.</summary>
    public IReadOnlyList<Guid>? Ids(string name, int most)
    {
        if (Take(name, JsonValueKind.Array, required: false) is not { } array)
        {
            return null;
        }

        int length = array.GetArrayLength();
        return length is 0 || length > most
            ? Wrong<IReadOnlyList<Guid>>(name, $"has {length} entries; 1 to {most} are expected", [])
            : [.. array.EnumerateArray().Select((entry, i) => entry.ValueKind == JsonValueKind.String
                ? ReadId($"{name}[{i}]", entry)
                : Wrong<Guid?>($"{name}[{i}]", $"is {Kind(entry)}; a string is expected", null)).Select(id => id ?? Guid.Empty)];
    }

    public string? Text(string name, int longest, bool required)
    {
        string? text = Take(name, JsonValueKind.String, required)?.GetString();
        if (text?.Contains('\0', StringComparison.Ordinal) is true)
        {
            return Wrong(name, "contains the character NUL, which cannot be kept", text);
        }

        if (text is null || (text.Trim().Length > 0 && text.Length <= longest))
        {
            return text;
        }

        return Wrong(name, $"has {text.Length} characters; 1 to {longest} are expected, not only blanks", text);
    }

    /// <param name="name">The field.</param>
    /// <param name="required">Missing is wrong.</param>
    /// <param name="hint">What may have been meant by a word that is not one of them; null: nothing comes to mind.</param>
    public TEnum OneOf<TEnum>(string name, bool required, Func<string, string?>? hint = null)
        where TEnum : struct, Enum
    {
        string? text = Take(name, JsonValueKind.String, required)?.GetString();
        if (text is null)
        {
            return default;
        }

        TEnum[] values = Enum.GetValues<TEnum>();
        int found = Array.FindIndex(values, v => Kebab(v) == text);
        string more = hint?.Invoke(text) is { } meant ? $"; {meant}" : "";
        return found >= 0 ? values[found] : Wrong<TEnum>(name, $"'{Short(text)}' is not one of {string.Join(", ", values.Select(Kebab))}{more}", default);
    }

    /// <summary>One of some words; null if it is absent.</summary>
    public TEnum? OptionalOneOf<TEnum>(string name)
        where TEnum : struct, Enum
    {
        TEnum value = OneOf<TEnum>(name, required: false);
        return Has(name) ? value : null;
    }

    /// <summary>A list of words, each once; null if it is absent.</summary>
    public IReadOnlyList<TEnum>? Several<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Take(name, JsonValueKind.Array, required: false) is not { } array)
        {
            return null;
        }

        TEnum[] values = Enum.GetValues<TEnum>();
        string expected = string.Join(", ", values.Select(Kebab));
        if (array.GetArrayLength() == 0)
        {
            return Wrong<IReadOnlyList<TEnum>?>(name, $"is empty; at least one of {expected} is expected, or leave it out", null);
        }

        var found = new List<TEnum>();
        int index = 0;
        foreach (JsonElement entry in array.EnumerateArray())
        {
            string at = $"{name}[{index++}]";
            string? text = entry.ValueKind == JsonValueKind.String ? entry.GetString() : null;
            int place = Array.FindIndex(values, v => Kebab(v) == text);
            if (place < 0)
            {
                Wrong(at, $"{(text is null ? $"is {Kind(entry)}" : $"'{Short(text)}' is")} not one of {expected}");
            }
            else if (found.Contains(values[place]))
            {
                Wrong(at, $"names {text} a second time");
            }
            else
            {
                found.Add(values[place]);
            }
        }

        return found;
    }

    public bool Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return false;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : Wrong(name, $"is {Kind(value)}; true or false is expected", false);
    }

    /// <summary>An id that is a number.</summary>
    public long Number(string name)
    {
        if (Take(name, JsonValueKind.Number, required: true) is not { } value)
        {
            return 0;
        }

        return value.TryGetInt64(out long number) && number > 0
            ? number
            : Wrong(name, $"is {Short(value.GetRawText())}; a whole number above 0 is expected", 0L);
    }

    public int? Count(string name, int least, int most) => Count(name, least, most, required: false);

    public int RequiredCount(string name, int least, int most) => Count(name, least, most, required: true) ?? least;

    private int? Count(string name, int least, int most, bool required)
    {
        if (Take(name, JsonValueKind.Number, required) is not { } value)
        {
            return null;
        }

        return value.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : Wrong<int?>(name, $"is {Short(value.GetRawText())}; a whole number from {least} to {most} is expected", null);
    }

    public DateTimeOffset? Instant(string name)
    {
        if (Take(name, JsonValueKind.String, required: false) is not { } value)
        {
            return null;
        }

        // The serializer's own parser takes ISO 8601 and nothing else: 01/12/2026 is a guess, and a wrong one closes sign-in.
        const string Example = "an ISO 8601 instant with offset is expected, like 2026-12-31T17:00:00+01:00";
        string text = value.GetString()!;
        bool hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return text.Contains('T', StringComparison.Ordinal) && hasOffset && value.TryGetDateTimeOffset(out DateTimeOffset instant)
            ? instant
            : Wrong<DateTimeOffset?>(name, $"'{Short(text)}' is not an instant; {Example}", null);
    }

    public DateOnly? Date(string name)
    {
        if (Take(name, JsonValueKind.String, required: false) is not { } value)
        {
            return null;
        }

        string text = value.GetString()!;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) && date > DateOnly.MinValue && date < DateOnly.MaxValue
            ? date
            : Wrong<DateOnly?>(name, $"'{Short(text)}' is not a date; an ISO 8601 date is expected, like 2026-12-31", null);
    }

    public FieldReader? Object(string name) =>
        Take(name, JsonValueKind.Object, required: false) is { } value ? new FieldReader(value, PathOf(name), errors) : null;

    public IReadOnlyList<FieldReader> Objects(string name, int most)
    {
        if (Take(name, JsonValueKind.Array, required: false) is not { } array)
        {
            return [];
        }

        if (array.GetArrayLength() > most)
        {
            return Wrong<IReadOnlyList<FieldReader>>(name, $"has {array.GetArrayLength()} entries; at most {most} are expected", []);
        }

        var readers = new List<FieldReader>();
        int index = 0;
        foreach (JsonElement entry in array.EnumerateArray())
        {
            string at = $"{name}[{index++}]";
            if (entry.ValueKind == JsonValueKind.Object)
            {
                readers.Add(new FieldReader(entry, PathOf(at), errors));
            }
            else
            {
                Wrong(at, $"is {Kind(entry)}; an object is expected", false);
            }
        }

        return readers;
    }

    /// <summary>A required list whose entries are read later, one by one, so that a mistake in one is its own.</summary>
    public IReadOnlyList<JsonElement> Entries(string name, int most)
    {
        if (Take(name, JsonValueKind.Array, required: true) is not { } array)
        {
            return [];
        }

        int length = array.GetArrayLength();
        return length is 0 || length > most
            ? Wrong<IReadOnlyList<JsonElement>>(name, $"has {length} entries; 1 to {most} are expected", [])
            : [.. array.EnumerateArray()];
    }

    /// <summary>A list of short texts; empty if it is absent.</summary>
    public IReadOnlyList<string> Texts(string name, int most, int longest)
    {
        if (Take(name, JsonValueKind.Array, required: false) is not { } array)
        {
            return [];
        }

        int length = array.GetArrayLength();
        return length > most
            ? Wrong<IReadOnlyList<string>>(name, $"has {length} entries; at most {most} are expected", [])
            : [.. array.EnumerateArray().Select((entry, i) => entry.ValueKind == JsonValueKind.String && entry.GetString() is { Length: > 0 } text
                && text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal)
                    ? text : Wrong($"{name}[{i}]", $"is not a text of 1 to {longest} characters", ""))];
    }

    /// <summary>Nothing is said here.</summary>
    public bool IsEmpty => json.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Null);

    /// <summary>The field is there, right or wrong.</summary>
    public bool Has(string name) => json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Notes a mistake that is more than a field's form; no name: of the object itself.</summary>
    public void Wrong(string name, string problem) => errors.Add(new FieldError { Path = PathOf(name), Problem = problem });

    /// <summary>The field's form is wrong; what it means cannot be judged, and one message about it is enough.</summary>
    public bool IsWrong(string name) => errors.Exists(e => e.Path == PathOf(name));

    /// <summary>Something was wrong anywhere in the message so far.</summary>
    public bool HasMistakes => errors.Count > 0;

    /// <summary>Call it last: whatever was not asked for is unknown. A field that is there twice has no meaning either.</summary>
    public void RefuseUnknownFields()
    {
        var seen = new HashSet<string>();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                Wrong(Short(property.Name), "is there more than once");
            }
            else if (!_known.Contains(property.Name))
            {
                string? meant = _known.Find(k => k.Equals(property.Name, StringComparison.OrdinalIgnoreCase));
                Wrong(Short(property.Name), meant is null ? $"is unknown; known are {string.Join(", ", _known)}" : $"is unknown; it is spelled {meant}");
            }
        }
    }

    private static string Kebab<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>What a message quotes of foreign text: not too much, and nothing that a database cannot keep.</summary>
    private static string Short(string text) => (text.Length <= 60 ? text : $"{text[..57]}...").Replace('\0', '\uFFFD');

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    private Guid? ReadId(string name, JsonElement? value) => value?.GetString() is not { } text ? null
        : Guid.TryParse(text, out Guid id) && id != Guid.Empty ? id
        : Wrong<Guid?>(name, $"'{Short(text)}' is not an id; a UUID is expected", null);

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return Has(name) ? json.GetProperty(name) : null;
    }

    private JsonElement? Take(string name, JsonValueKind kind, bool required)
    {
        JsonElement? value = Find(name);
        if (value is null)
        {
            return required ? Wrong<JsonElement?>(name, "is missing", null) : null;
        }

        string expected = kind switch
        {
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.Array => "an array",
            _ => "an object",
        };
        return value.Value.ValueKind == kind ? value : Wrong<JsonElement?>(name, $"is {Kind(value.Value)}; {expected} is expected", null);
    }

    private T Wrong<T>(string name, string problem, T instead)
    {
        Wrong(name, problem);
        return instead;
    }

    private string PathOf(string name) => path.Length == 0 || name.Length == 0 ? path + name : $"{path}.{name}";
}
