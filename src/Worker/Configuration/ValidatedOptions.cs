using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Offboarding.Worker.Configuration;

/// <summary>Reads a section of the configuration and checks it before anything starts: each mistake is one line that names the key.</summary>
internal static class ValidatedOptions
{
    /// <exception cref="ConfigurationException">Names the key, what is wrong, and what would be right.</exception>
    public static TOptions Validated<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        Dictionary<string, PropertyInfo> known = typeof(TOptions).GetProperties().Where(static p => p.CanWrite)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection setting in configuration.GetSection(section).GetChildren())
        {
            if (!known.TryGetValue(setting.Key, out PropertyInfo? property))
            {
                throw new ConfigurationException(setting.Path, $"is not a setting; known are {string.Join(", ", known.Keys)}");
            }

            property.SetValue(options, Converted(setting, property.PropertyType));
        }

        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            throw new ConfigurationException($"{section}:{results[0].MemberNames.First()}", results[0].ErrorMessage!);
        }

        foreach ((string name, PropertyInfo property) in known)
        {
            if (property.GetCustomAttribute<WithinAttribute>() is { } within && !within.Contains(property.GetValue(options)))
            {
                throw new ConfigurationException($"{section}:{name}", $"is {property.GetValue(options)}; {within} is expected");
            }
        }

        return options;
    }

    private static object? Converted(IConfigurationSection setting, Type type)
    {
        try
        {
            return setting.Get(type);
        }
        catch (InvalidOperationException)
        {
            string expected = type == typeof(TimeSpan) ? "a time like 00:00:02.500 (2.5 s) is expected"
                : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))} is expected"
                : type == typeof(bool) ? "true or false is expected"
                : type == typeof(double) ? "a number is expected"
                : "a whole number is expected";
            throw new ConfigurationException(setting.Path, $"is '{setting.Value}'; {expected}");
        }
    }
}
