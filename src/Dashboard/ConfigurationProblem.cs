using Microsoft.Extensions.Options;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard;

/// <summary>Says what is wrong with the configuration before anything starts, in one line and without a stack trace.</summary>
internal static class ConfigurationProblem
{
    /// <summary>The line; null: nothing is wrong.</summary>
    public static string? Of(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException wrong)
        {
            return string.Join(' ', wrong.Failures);
        }
        catch (InvalidOperationException unreadable) when (unreadable.Message.Contains(DashboardOptions.Section + ':', StringComparison.Ordinal)
            || unreadable.Message.Contains(TelemetryOptions.Section + ':', StringComparison.Ordinal))
        {
            // The binder names the key and the value: "Failed to convert configuration value 'fast' at 'Dashboard:LiveInterval' to ..."
            return unreadable.Message.ReplaceLineEndings(" ") + " Correct the value, see docs/dashboard.md.";
        }
    }
}
