using System.Collections;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Offboarding.Hosting;

/// <summary>
/// Says what the binder stumbled over so that a person can correct it. The binder itself names the type instead of the path of an unknown
/// key, and not what would be right.
/// </summary>
internal static class WrongSetting
{
    /// <summary>The first key below <paramref name="section"/> that <paramref name="type"/> does not have or whose value it cannot take; null: none.</summary>
    public static string? Find(IConfigurationSection section, Type type)
    {
        if (HoldsMany(type))
        {
            if (!string.IsNullOrEmpty(section.Value) && type.IsAssignableTo(typeof(IList)))
            {
                return $"{section.Path} is '{section.Value}'; a list is expected, its first entry is {section.Path}:0";
            }

            Type values = type.GetGenericArguments()[^1];
            return section.GetChildren().Select(entry => Value(entry, values)).FirstOrDefault(static problem => problem is not null);
        }

        Dictionary<string, PropertyInfo> known = type.GetProperties()
            .Where(static property => property.GetSetMethod() is not null || HoldsMany(property.PropertyType))
            .ToDictionary(static property => property.Name, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren()
            .Select(setting => known.TryGetValue(setting.Key, out PropertyInfo? property)
                ? Value(setting, property.PropertyType)
                : $"{setting.Path} is not a setting; known are {string.Join(", ", known.Values.Select(static p => p.Name))}")
            .FirstOrDefault(static problem => problem is not null);
    }

    /// <summary>The binder adds to it instead of setting it.</summary>
    private static bool HoldsMany(Type type) => type.IsAssignableTo(typeof(IDictionary)) || type.IsAssignableTo(typeof(IList));

    private static string? Value(IConfigurationSection setting, Type type)
    {
        if (type.Namespace != nameof(System) && !type.IsEnum)
        {
            return Find(setting, type);
        }

        if (setting.GetChildren().FirstOrDefault() is { } below)
        {
            return $"{below.Path} is not a setting; {setting.Path} is one, and takes a value";
        }

        try
        {
            setting.Get(type);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{setting.Path} is '{setting.Value}'; {Expected(Nullable.GetUnderlyingType(type) ?? type)} is expected";
        }
    }

    private static string Expected(Type type) => type == typeof(TimeSpan) ? "a time like 00:00:02.500 (2.5 s)"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) ? "a number"
        : type == typeof(Uri) ? "an address"
        : type == typeof(Guid) ? "an id like 6f9619ff-8b86-d011-b42d-00c04fc964ff"
        : "a whole number";
}
