using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Offboarding.Hosting;

/// <summary>
/// The one way in which worker and dashboard read their settings: .NET options, checked before anything starts. What is wrong is one line
/// that names each wrong key and what would be right; an unknown key is wrong too (docs/configuration.md).
/// </summary>
public static class Settings
{
    /// <summary>Adds a section. Its attributes, its <see cref="IValidatableObject"/> and every <see cref="IValidateOptions{TOptions}"/> check it at the start.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="section">The name of the section.</param>
    /// <returns>What the section says, for what has to be known while the host is put together; the defaults if something is wrong with it, which stops the start.</returns>
    public static TOptions AddSettings<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        // Two parts of one host may both need a section; its mistakes are still reported once.
        if (!builder.Services.Any(static service => service.ServiceType == typeof(Added<TOptions>)))
        {
            builder.Services.AddSingleton<Added<TOptions>>();
            foreach ((string former, string name) in FormerNameAttribute.Of(typeof(TOptions)))
            {
                builder.Services.AddSingleton(new RenamedSetting($"{section}:{former}", $"{section}:{name}"));
            }

            builder.Services.AddSingleton<IValidateOptions<TOptions>>(new AttributeCheck<TOptions>(section));
            // Not BindConfiguration: it would look again whenever a file changes, and a mistake in it would then end the process.
            builder.Services.AddOptions<TOptions>().Configure<IConfiguration>((options, configuration) => configuration.BindSettings(section, options)).ValidateOnStart();
        }

        var read = new TOptions();
        try
        {
            builder.Configuration.BindSettings(section, read);
        }
        catch (OptionsValidationException)
        {
            return new TOptions();
        }

        return new AttributeCheck<TOptions>(section).Validate(null, read).Failed ? new TOptions() : read;
    }

    /// <summary>Adds a connection string, which is not part of any section. <paramref name="configure"/> and the checks are the caller's.</summary>
    public static void AddSettings<TOptions>(this IHostApplicationBuilder builder, Action<TOptions, IConfiguration> configure)
        where TOptions : class =>
        builder.Services.AddOptions<TOptions>().Configure(configure).ValidateOnStart();

    /// <summary>Reads a section into <paramref name="options"/>.</summary>
    /// <exception cref="OptionsValidationException">A key is unknown, or a value cannot be read.</exception>
    public static void BindSettings(this IConfiguration configuration, string section, object options)
    {
        IConfigurationSection settings = WithNamesOfToday(configuration.GetSection(section), options.GetType());
        try
        {
            settings.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException unreadable)
        {
            throw Problem(WrongSetting.Find(settings, options.GetType()) ?? $"{section} cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Checks every section that was added. Called once the host is built, so that nothing has started yet.</summary>
    /// <exception cref="OptionsValidationException">Its message is one line with everything that is wrong.</exception>
    public static void CheckSettings(this IServiceProvider services)
    {
        WarnOfFormerNames(services);
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException wrong)
        {
            throw Problem([.. wrong.Failures]);
        }
        catch (AggregateException several)
        {
            throw Problem([.. several.InnerExceptions.OfType<OptionsValidationException>().SelectMany(static wrong => wrong.Failures)]);
        }
    }

    /// <summary>The same for a setting that only one command needs.</summary>
    /// <param name="problems">Each names its key, what is wrong and what to do.</param>
    public static OptionsValidationException Problem(params string[] problems) =>
        new("", typeof(IConfiguration), [string.Join(' ', problems.Select(static problem => problem.EndsWith('.') ? problem : problem + "."))]);

    /// <summary>The section as it is, or a copy of it in which former names are replaced. If both are set, the name of today counts.</summary>
    private static IConfigurationSection WithNamesOfToday(IConfigurationSection settings, Type type)
    {
        Dictionary<string, string> renamed = FormerNameAttribute.Of(type);
        if (!renamed.Keys.Any(former => settings.GetSection(former).Exists()))
        {
            return settings;
        }

        Dictionary<string, string?> values = settings.AsEnumerable(makePathsRelative: true).Where(static setting => setting.Key.Length > 0)
            .ToDictionary(static setting => setting.Key, static setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        foreach ((string former, string name) in renamed)
        {
            if (values.Remove(former, out string? value))
            {
                values.TryAdd(name, value);
            }
        }

        return new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(setting => KeyValuePair.Create(ConfigurationPath.Combine(settings.Path, setting.Key), setting.Value)))
            .Build().GetSection(settings.Path);
    }

    private static void WarnOfFormerNames(IServiceProvider services)
    {
        if (services.GetService<IConfiguration>() is not { } configuration || services.GetService<ILoggerFactory>()?.CreateLogger(typeof(Settings)) is not { } logger)
        {
            return;
        }

        foreach (RenamedSetting setting in services.GetServices<RenamedSetting>().Where(setting => configuration.GetSection(setting.Former).Exists()))
        {
            if (configuration.GetSection(setting.Name).Exists())
            {
                logger.LogWarning("{Former} is ignored because {Name} is set, which is its new name; remove {Former}", setting.Former, setting.Name, setting.Former);
            }
            else
            {
                logger.LogWarning("{Former} is now called {Name}; rename it in the configuration, since a later version will not start with the old name", setting.Former, setting.Name);
            }
        }
    }

    private sealed record RenamedSetting(string Former, string Name);

    private sealed class Added<TOptions>;

    private sealed class AttributeCheck<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var wrong = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(wrong.Select(result => $"{section}:{result.MemberNames.First()} {result.ErrorMessage}"));
        }
    }
}

/// <summary>The name that a setting had in an earlier version. It is still read, and the log says at the start that it is to be renamed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <summary>The former name, without its section.</summary>
    public string Name => name;

    /// <summary>The settings of a type that were renamed: former name to the name of today.</summary>
    internal static Dictionary<string, string> Of(Type type) => type.GetProperties()
        .Where(static property => property.GetCustomAttribute<FormerNameAttribute>() is not null)
        .ToDictionary(static property => property.GetCustomAttribute<FormerNameAttribute>()!.Name, static property => property.Name, StringComparer.OrdinalIgnoreCase);
}
