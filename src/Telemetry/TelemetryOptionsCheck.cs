using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Offboarding.Telemetry;

/// <summary>Says which key of <see cref="TelemetryOptions"/> is wrong and what would be right, one line each.</summary>
public sealed class TelemetryOptionsCheck : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        string[] wrong = [.. Problems(options)];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The settings while a host is put together; all off if something is wrong with them, which stops the start a little later.</summary>
    public static TelemetryOptions Read(IConfiguration configuration)
    {
        try
        {
            TelemetryOptions options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
            return Problems(options).Any() ? new() : options;
        }
        catch (InvalidOperationException)
        {
            return new();
        }
    }

    private static IEnumerable<string> Problems(TelemetryOptions options) =>
        options.Validate(new ValidationContext(options)).Select(static problem => $"{TelemetryOptions.Section}:{problem.MemberNames.First()} {problem.ErrorMessage}.");
}
