using Microsoft.Extensions.Configuration.Memory;
using Offboarding.Hosting;

namespace Offboarding.Dashboard;

/// <summary><c>Offboarding.Dashboard</c>: runs until it is told to stop.</summary>
internal static class RunCommand
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is missing or wrong.</exception>
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        // The lowest source of all, so that every other one can say otherwise. The keys of cookies lie in a folder of this process only.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
            ],
        });
        builder.AddOffboardingDashboard();
        await using WebApplication app = builder.Build();
        app.Services.CheckSettings();
        app.MapOffboardingDashboard();
        app.MapDashboardHealth();
        await app.RunAsync();
        return 0;
    }
}
