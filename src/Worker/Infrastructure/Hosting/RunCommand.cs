using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Hosting;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Hosting;

/// <summary><c>Offboarding.Worker</c>: runs until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.AddOffboardingWorker();
        await using WebApplication app = builder.Build();
        app.Services.CheckSettings();
        await PoolerCheck.RunAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapMetrics(app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value);
        await app.RunAsync();
        return 0;
    }

    /// <summary>Beside the health checks, on the port that only the inside can reach; with a token if there is one in the settings.</summary>
    private static void MapMetrics(this WebApplication app, TelemetryOptions telemetry)
    {
        if (telemetry.MetricsToken is not null)
        {
            app.UseWhen(
                static context => context.Request.Path == MetricsEndpoint.Path,
                guarded => guarded.Use(async (context, next) =>
                {
                    if (MetricsEndpoint.HasToken(context.Request, telemetry))
                    {
                        await next(context);
                    }
                    else
                    {
                        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                    }
                }));
        }

        app.MapOffboardingMetrics(telemetry);
    }
}
