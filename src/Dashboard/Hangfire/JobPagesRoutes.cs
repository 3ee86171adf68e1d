using System.Security.Claims;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Hangfire;

/// <summary>
/// Hangfire's dashboard below <see cref="JobPages.Path"/>: our sign-in and permissions stand in front of it, and a forged form does
/// nothing, because it asks for the same token as our own pages.
/// </summary>
internal static class JobPagesRoutes
{
    /// <summary>The buttons there are: requeue one or many, delete one or many. Who may not do all of it sees none.</summary>
    private static readonly string[] Buttons = [Permission.Retry, Permission.RetryInBulk, Permission.Cancel];

    public static IEndpointConventionBuilder MapJobPages(this WebApplication app)
    {
        var options = new global::Hangfire.DashboardOptions
        {
            // The route's own policy says who comes in.
            Authorization = [],
            IsReadOnlyFunc = IsReadOnly,
            AppPath = "/",
            DashboardTitle = "Offboarding jobs",
            DisplayStorageConnectionString = false,
        };
        return app.MapHangfireDashboard(JobPages.Path, options, Storage(app.Services)).RequireAuthorization(Permission.View);
    }

    private static bool IsReadOnly(DashboardContext context)
    {
        HttpContext http = context.GetHttpContext();
        ClaimsPrincipal user = http.User;
        // The worker sets the recurring jobs, and this login could not make the job that "trigger" asks for.
        return !Buttons.All(user.May) || http.Request.Path.StartsWithSegments("/recurring", StringComparison.Ordinal);
    }

    private static PostgreSqlStorage Storage(IServiceProvider services)
    {
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        var connection = new NpgsqlConnectionStringBuilder(services.GetRequiredService<IOptions<DashboardOptions>>().Value.ConnectionString)
        {
            ApplicationName = "offboarding-dashboard-hangfire",
            Timeout = 3,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}
