using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.Options;
using Npgsql;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Jobs;

/// <summary>
/// Hangfire's dashboard below <see cref="JobPages.Path"/>, behind our sign-in and permissions. It only reads: its buttons are
/// <see cref="JobButtonEndpoints"/>, with the same token against forgery as our own pages.
/// </summary>
internal static class JobPagesRoutes
{
    /// <summary>What the buttons need: requeue or delete one or many. A user who may not do all of it sees no buttons.</summary>
    private static readonly string[] Buttons = [Permission.Retry, Permission.RetryInBulk, Permission.Cancel];

    public static IEndpointConventionBuilder MapJobPages(this WebApplication app)
    {
        var options = new global::Hangfire.DashboardOptions
        {
            // The route's own policy decides who comes in.
            Authorization = [new ReadsOnly()],
            IsReadOnlyFunc = static context => !Buttons.All(context.GetHttpContext().User.May),
            AppPath = "/",
            DashboardTitle = "Offboarding jobs",
            DisplayStorageConnectionString = false,
        };
        JobButtonEndpoints.Map(app);
        return app.MapHangfireDashboard(JobPages.Path, options, Storage(app.Services)).RequireAuthorization(Permission.ViewSystem);
    }

    private static PostgreSqlStorage Storage(IServiceProvider services)
    {
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        var connection = new NpgsqlConnectionStringBuilder(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString)
        {
            ApplicationName = "offboarding-dashboard-hangfire",
            Timeout = 3,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connection.ConnectionString, options), options);
    }
}

/// <summary>
/// Lets nothing reach Hangfire but requests that read: its buttons are taken by <see cref="JobButtonEndpoints"/>, and some of its commands do not look
/// at the method of a request.
/// </summary>
internal sealed class ReadsOnly : IDashboardAuthorizationFilter
{
    private const string Statistics = "/stats";

    public bool Authorize(DashboardContext context)
    {
        HttpRequest request = context.GetHttpContext().Request;
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? !request.HasFormContentType : HttpMethods.IsPost(request.Method) && request.Path == Statistics;
    }
}
