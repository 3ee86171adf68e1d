using System.ComponentModel.DataAnnotations;

namespace Offboarding.Worker;

/// <summary>Reads a section of the configuration and checks it before anything starts.</summary>
internal static class ValidatedOptions
{
    /// <exception cref="ConfigurationException">Names the key, what is wrong, and what would be right.</exception>
    public static TOptions Validated<TOptions>(this IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        TOptions options;
        try
        {
            options = configuration.GetSection(section).Get<TOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new TOptions();
        }
        catch (InvalidOperationException error)
        {
            throw new ConfigurationException(section, $"cannot be read: {error.InnerException?.Message ?? error.Message}");
        }

        var results = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            return options;
        }

        ValidationResult first = results[0];
        throw new ConfigurationException($"{section}:{first.MemberNames.FirstOrDefault()}", first.ErrorMessage ?? "is wrong");
    }
}
