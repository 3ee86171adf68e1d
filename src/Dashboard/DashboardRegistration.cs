using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Access;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.ChangePlan;
using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Pages.Evidence;
using Offboarding.Dashboard.Pages.Export;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.Holds;
using Offboarding.Dashboard.Pages.LeaverLists;
using Offboarding.Dashboard.Pages.LeftBehind;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Pages.New;
using Offboarding.Dashboard.Pages.Now;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Pages.Report;
using Offboarding.Dashboard.Pages.Scheduled;
using Offboarding.Dashboard.Pages.Search;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Pages.Trends;
using Offboarding.Dashboard.Pages.Workers;
using Offboarding.Dashboard.Pages.Workspaces;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Access;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Dashboard.Security.Oidc;
using Offboarding.Dashboard.Security.Sessions;
using Offboarding.Dashboard.Security.TrustedProxy;
using Offboarding.Hosting;

namespace Offboarding.Dashboard;

/// <summary>Everything the dashboard needs. A host of its own and Local both use it.</summary>
public static class DashboardRegistration
{
    /// <summary>The health check that says whether the views can be read.</summary>
    internal const string DatabaseCheck = "dashboard-database";

    /// <summary>
    /// Adds the dashboard to a host. Closed by default: a route of the same host that says nothing about who may use it
    /// (<c>RequireAuthorization</c> or <c>AllowAnonymous</c>) is refused.
    /// </summary>
    public static IHostApplicationBuilder AddOffboardingDashboard(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        builder.AddSettings<DatabaseOptions>(static (options, configuration) => options.ConnectionString = configuration.GetConnectionString("Dashboard") ?? "");
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsCheck>();
        builder.AddSettings<DashboardOptions>(DashboardOptions.Section);
        services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        DashboardTelemetry.Add(builder);

        services.AddSingleton<DashboardDatabase>();
        services.AddHealthChecks().AddNpgSql(static provider => provider.GetRequiredService<DashboardDatabase>().Source, Sql.Read("ping"), name: DatabaseCheck);
        services.AddSingleton<OverviewReader>();
        services.AddSingleton<NowReader>();
        services.AddSingleton<SearchReader>();
        services.AddSingleton<WorkspaceReader>();
        services.AddSingleton<TrendReader>();
        services.AddSingleton<LeaverReader>();
        services.AddSingleton<ScheduledReader>();
        services.AddSingleton<SeatsReader>();
        services.AddSingleton<ApprovalReader>();
        services.AddSingleton<PeopleReader>();
        services.AddSingleton<ContactReader>();
        services.AddSingleton<HoldReader>();
        services.AddSingleton<LeftBehindReader>();
        services.AddSingleton<LeaverListReader>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<PreviewReader>();
        services.AddSingleton<EvidenceReader>();
        services.AddSingleton<ListReader>();
        services.AddSingleton<FailureReader>();
        services.AddSingleton<OperationReader>();
        services.AddSingleton<WorkerReader>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<AccessReader>();
        services.AddSingleton<AttemptLinks>();
        services.AddSingleton<TableFile>();
        services.AddSingleton<CommandSender>();
        services.AddSingleton<AskOnce>();
        services.AddSingleton<DecideApproval>();
        services.AddSingleton<OperationStore>();
        services.AddSingleton<WriteNote>();
        services.AddSingleton<SavedPlans>();
        services.AddSingleton<Pages.SavedViews.SavedViewStore>();
        services.AddSingleton<Pages.New.PlanShelf>();
        services.AddSingleton<RecentActs>();
        services.AddSingleton<RetryStep>();
        services.AddSingleton<ActOnCase>();
        services.AddSingleton<ChangeSeatLimit>();
        services.AddSingleton<ReplayMessage>();
        services.AddSingleton<DiscardMessage>();

        services.AddSingleton<Assets>();
        services.AddSingleton<PageFrames>();
        services.AddSingleton<Fragments>();
        services.AddSingleton<AccessPage>();
        services.AddSingleton<CasePage>();
        services.AddSingleton<SeatsPage>();
        services.AddSingleton<ApprovalPage>();
        services.AddSingleton<PersonPage>();
        services.AddSingleton<ContactPage>();
        services.AddSingleton<WorkPage>();
        services.AddSingleton<NewPage>();
        services.AddSingleton<PlanPage>();
        services.AddSingleton<ListPage>();
        services.AddSingleton<MessagesPage>();
        services.AddSingleton<MessagePage>();
        services.AddSingleton<EditPage>();
        services.AddSingleton<OperationPage>();
        services.AddSingleton<ReportPage>();
        services.AddSingleton<LiveViews>();
        foreach (Type reader in typeof(ILiveReader).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsAssignableTo(typeof(ILiveReader))))
        {
            services.AddSingleton(typeof(ILiveReader), reader);
        }

        services.AddSingleton<LiveFeed>();
        services.AddHostedService(static provider => provider.GetRequiredService<LiveFeed>());
        services.AddRazorComponents();

        AddSecurity(services, builder.Configuration);
        Jobs.JobPagesRegistration.AddJobPages(services);
        return builder;
    }

    private static void AddSecurity(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OneTimeSignIn>();
        services.TryAddSingleton<ISignInLinkOutput, LoggedSignInLink>();
        services.AddSingleton<SignInLinkRequests>();
        services.AddHostedService<PrintSignInLinkOnStart>();
        services.AddSingleton<SignInSettings>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<PasswordGuesses>();
        services.AddSingleton<AccessLog>();
        services.AddHostedService(static provider => provider.GetRequiredService<AccessLog>());
        bool proxy = configuration.GetSection("Dashboard:SignIn:Proxy").Exists();
        AuthenticationBuilder authentication = services
            .AddAuthentication(proxy ? TrustedProxyHandler.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie();
        if (proxy)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, TrustedProxyHandler>(TrustedProxyHandler.SchemeName, null);
        }
        else if (configuration.GetSection("Dashboard:SignIn:Oidc").Exists())
        {
            authentication.AddOpenIdConnect(OpenIdConnectSignIn.SchemeName, static _ => { });
            services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, OpenIdConnectSignIn>();
        }

        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SignInCookie>();
        services.AddAuthorizationBuilder()
            .AddPolicies(Permission.All)
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(static _ => false).Build());
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<DashboardOptions>>(static (options, dashboard) =>
        {
            options.Cookie.Name = dashboard.Value.CookieName("offboarding-form");
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().SetApplicationName("offboarding-dashboard");
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeysInFolder>();
    }

    private static AuthorizationBuilder AddPolicies(this AuthorizationBuilder builder, IEnumerable<string> permissions)
    {
        foreach (string permission in permissions)
        {
            builder.AddPolicy(permission, policy => policy.RequireAuthenticatedUser().RequireClaim(Permission.ClaimType, permission));
        }

        return builder;
    }
}
