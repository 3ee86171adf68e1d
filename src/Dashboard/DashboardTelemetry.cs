using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Security;
using Offboarding.Hosting;
using Offboarding.Telemetry;

namespace Offboarding.Dashboard;

/// <summary>
/// Traces, metrics and logs of the dashboard (docs/telemetry.md). Its <c>/metrics</c> is on the port that the world reaches, so it is for those who
/// may see the pages, and for a scraper with the token; without a token in the settings for no scraper.
/// </summary>
internal static class DashboardTelemetry
{
    /// <summary>The policy of <c>/metrics</c>.</summary>
    public const string Policy = "view-or-metrics-token";

    public static void Add(IHostApplicationBuilder builder)
    {
        builder.AddOffboardingTelemetry(builder.AddSettings<TelemetryOptions>(TelemetryOptions.Section), "offboarding-dashboard");
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, static policy => policy.RequireAssertion(static context =>
            context.User.HasClaim(Permission.ClaimType, Permission.ViewSystem)
            || (context.Resource is HttpContext http
                && MetricsEndpoint.HasToken(http.Request, http.RequestServices.GetRequiredService<IOptions<TelemetryOptions>>().Value))));
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapOffboardingMetrics(app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value)?.RequireAuthorization(Policy);
}
