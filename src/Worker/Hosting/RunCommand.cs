using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Offboarding.Worker.Hosting;

/// <summary><c>Offboarding.Worker</c>: runs until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddOffboardingWorker();
        WebApplication app = builder.Build();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        await app.RunAsync();
        return 0;
    }
}
