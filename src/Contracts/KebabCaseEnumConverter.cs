using System.Text.Json;
using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Writes an enum as a kebab-case string (<c>left-company</c>) and refuses numbers, whatever serializer options are in use.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class KebabCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
