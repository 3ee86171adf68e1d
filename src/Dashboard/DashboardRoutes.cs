using Microsoft.Extensions.Diagnostics.HealthChecks;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Lists;
using Offboarding.Dashboard.Live;
using Offboarding.Dashboard.Pages.Access;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
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
using Offboarding.Dashboard.Pages.OneFailureGroup;
using Offboarding.Dashboard.Pages.Operation;
using Offboarding.Dashboard.Pages.Operations;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Pages.Previews;
using Offboarding.Dashboard.Pages.Problem;
using Offboarding.Dashboard.Pages.Report;
using Offboarding.Dashboard.Pages.SavedViews;
using Offboarding.Dashboard.Pages.Scheduled;
using Offboarding.Dashboard.Pages.Search;
using Offboarding.Dashboard.Pages.Seats;
using Offboarding.Dashboard.Pages.SignIn;
using Offboarding.Dashboard.Pages.Trends;
using Offboarding.Dashboard.Pages.Workers;
using Offboarding.Dashboard.Pages.Workspaces;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Security.Access;
using Offboarding.Dashboard.Security.Oidc;
using Offboarding.Dashboard.Security.TrustedProxy;

namespace Offboarding.Dashboard;

/// <summary>Every route with the permission it needs, on one page.</summary>
public static class DashboardRoutes
{
    /// <summary>Adds the dashboard's pages and what stands in front of them: headers, sign-in, the page for "the database is away".</summary>
    public static WebApplication MapOffboardingDashboard(this WebApplication app)
    {
        ForwardedRequests.Use(app);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemPages>();
        app.UseMiddleware<AccessWatch>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<StaysWithin>();

        var pages = new LateRoutes(app.MapGroup("").AddEndpointFilter<OnlyKnownNames>().AddEndpointFilter<ReadsSavedViews>());
        pages.MapGet("/", NowPage.Show).Reads("window", "q", "state", "before").Keeps("/", "window", "state").RequireAuthorization(Permission.View);
        pages.MapGet("/search", SearchPage.Show).Reads("q").RequireAuthorization(Permission.View);
        pages.MapGet("/trends", TrendsPage.Show).Reads("from", "to").Keeps("/trends", "from", "to").RequireAuthorization(Permission.View);
        pages.MapGet("/workspaces/{id:guid}", WorkspacePage.Show).Reads("from", "to").RequireAuthorization(Permission.View);
        pages.MapGet("/leavers", CasesPage.Show).Reads([.. CaseQuery.Names]).Keeps("/leavers", "state", "step", "workspace", "reason", "from", "to", "sort").RequireAuthorization(Permission.View);
        pages.MapGet("/cases/{id:guid}", CasePage.Show).Reads("asked", "act", "step").RequireAuthorization(Permission.View);
        pages.MapGet("/cases/{id:guid}/plan", PlanPage.Show).RequireAuthorization(Permission.Start);
        pages.MapGet("/new", NewPage.Find).Reads("q").RequireAuthorization(Permission.Start);
        pages.MapGet("/new/{workspace:guid}/{user:guid}", NewPage.Plan).RequireAuthorization(Permission.Start);
        pages.MapGet("/new/list", ListPage.Choose).Reads("after").RequireAuthorization(Permission.Start);
        pages.MapGet("/new/list/{workspace:guid}", ListPage.Show).RequireAuthorization(Permission.Start);
        pages.MapGet("/new/list/{workspace:guid}/sent", ListPage.Sent).Reads("people", "list").RequireAuthorization(Permission.Start);
        pages.MapGet("/approvals", ApprovalPage.List).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/approvals/{id:guid}", ApprovalPage.Show).Reads("after", "asked").RequireAuthorization(Permission.View);
        pages.MapGet("/lists", LeaverListPage.List).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/lists/{workspace:guid}/{request:guid}", LeaverListPage.Show).Reads("state", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/people", PeoplePage.Workspaces).Reads("q", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/people/{workspace:guid}", PeoplePage.Show).Reads("status", "q", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/people/{workspace:guid}/{user:guid}", PersonPage.Show).Reads("asked").RequireAuthorization(Permission.View);
        pages.MapGet("/people/{workspace:guid}/{user:guid}/work", WorkPage.Show).RequireAuthorization(Permission.Start);
        pages.MapGet("/contacts/{workspace:guid}", ContactsPage.Show).Reads("archived", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/contacts/{workspace:guid}/{id:long}", ContactPage.Show).Reads("asked").RequireAuthorization(Permission.View);
        pages.MapGet("/holds", HoldsPage.Show).Reads("lifted", "before").Keeps("/holds", "lifted").RequireAuthorization(Permission.View);
        pages.MapGet("/left-behind", LeftBehindPage.Show).Reads("workspace", "after").Keeps("/left-behind", "workspace").RequireAuthorization(Permission.View);
        pages.MapGet("/scheduled", ScheduledPage.Show).RequireAuthorization(Permission.View);
        pages.MapGet("/seats", SeatsPage.List).Reads("after").RequireAuthorization(Permission.View);
        pages.MapGet("/seats/{id:guid}", SeatsPage.Show).Reads("asked").RequireAuthorization(Permission.View);
        pages.MapGet("/previews", PreviewsPage.Show).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/previews/{id:guid}", PreviewPage.Show).RequireAuthorization(Permission.View);
        pages.MapGet("/cases/{id:guid}/report", ReportPage.Show).RequireAuthorization(Permission.View);
        pages.MapGet("/cases/{id:guid}/report.json", ReportPage.Json).RequireAuthorization(Permission.Export);
        pages.MapGet("/messages", MessagesPage.Show).Reads("kind", "before", "asked", "act", "message").Keeps("/messages", "kind").RequireAuthorization(Permission.View);
        pages.MapGet("/messages/{id:guid}", MessagePage.Show).Reads("asked", "act").RequireAuthorization(Permission.View);
        pages.MapGet("/messages/{id:guid}/edit", EditPage.Show).RequireAuthorization(Permission.Start);
        pages.MapGet("/evidence", EvidencePage.Show).Reads("kind", "item", "person").RequireAuthorization(Permission.View);
        pages.MapGet("/failures", FailuresPage.Show).Reads("state").Keeps("/failures", "state").RequireAuthorization(Permission.View);
        pages.MapGet("/failures/group", FailureGroupPage.Show).Reads("step", "kind", "state", "before").RequireAuthorization(Permission.View);
        pages.MapGet("/operations", OperationsPage.Show).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/operations/{id:guid}", OperationPage.Show).Reads("after").RequireAuthorization(Permission.View);
        pages.MapGet("/workers", WorkersPage.Show).RequireAuthorization(Permission.ViewSystem);
        pages.MapGet("/access", AccessPage.Show).Reads("event", "before", "asked").Keeps("/access", "event").RequireAuthorization(Permission.ManageAccess);
        pages.MapGet("/audit", AuditPage.Show).Reads("workspace", "actor", "action", "about", "from", "to", "before").Keeps("/audit", "workspace", "action", "from", "to").RequireAuthorization(Permission.View);

        pages.MapGet("/api/workspaces/{id:guid}/users", ListEndpoints.Users).Reads("status", "after", "limit").RequireAuthorization(Permission.View);
        pages.MapGet("/api/workspaces/{id:guid}/contacts", ListEndpoints.Contacts).Reads("archived", "after", "limit").RequireAuthorization(Permission.View);

        pages.MapGet("/live/now", LiveEndpoints.Now).Reads("window").RequireAuthorization(Permission.View);
        pages.MapGet("/live/approvals", LiveEndpoints.Approvals).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/live/approvals/{id:guid}", LiveEndpoints.Approval).Reads("after").RequireAuthorization(Permission.View);
        pages.MapGet("/live/lists", LiveEndpoints.LeaverLists).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/live/lists/{workspace:guid}/{request:guid}", LiveEndpoints.LeaverList).Reads("state", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/live/people/{workspace:guid}", LiveEndpoints.People).Reads("status", "q", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/live/people/{workspace:guid}/{user:guid}", LiveEndpoints.Person).RequireAuthorization(Permission.View);
        pages.MapGet("/live/contacts/{workspace:guid}", LiveEndpoints.Contacts).Reads("archived", "after").RequireAuthorization(Permission.View);
        pages.MapGet("/live/contacts/{workspace:guid}/{id:long}", LiveEndpoints.Contact).RequireAuthorization(Permission.View);
        pages.MapGet("/live/holds", LiveEndpoints.Holds).Reads("lifted", "before").RequireAuthorization(Permission.View);
        pages.MapGet("/live/scheduled", LiveEndpoints.Scheduled).RequireAuthorization(Permission.View);
        pages.MapGet("/live/seats/{id:guid}", LiveEndpoints.Seats).RequireAuthorization(Permission.View);
        pages.MapGet("/live/failures", LiveEndpoints.Failures).Reads("state").RequireAuthorization(Permission.View);
        pages.MapGet("/live/operations/{id:guid}", LiveEndpoints.Operation).Reads("after").RequireAuthorization(Permission.View);
        pages.MapGet("/live/workers", LiveEndpoints.Workers).RequireAuthorization(Permission.ViewSystem);
        pages.MapGet("/live/cases", LiveEndpoints.Cases).Reads([.. CaseQuery.Names]).RequireAuthorization(Permission.View);
        pages.MapGet("/live/cases/{id:guid}", LiveEndpoints.Case).RequireAuthorization(Permission.View);
        pages.MapGet("/live/previews", LiveEndpoints.Previews).Reads("before").RequireAuthorization(Permission.View);
        pages.MapGet("/live/strip", LiveEndpoints.Strip).RequireAuthorization(Permission.View);
        pages.MapGet("/live/messages", LiveEndpoints.Messages).Reads("kind", "before").RequireAuthorization(Permission.View);
        pages.MapGet("/live/messages/{id:guid}", LiveEndpoints.Message).RequireAuthorization(Permission.View);

        var acts = new LateRoutes(app.MapGroup("").AddEndpointFilter<FormsAreOurs>().AddEndpointFilter<WhyFits>());
        acts.MapPost("/cases/{id:guid}/steps/{step}/retry", ActEndpoints.Retry).RequireAuthorization(Permission.Retry);
        acts.MapPost("/cases/{id:guid}/steps/{step}/skip", CaseActEndpoints.Skip).RequireAuthorization(Permission.Skip);
        acts.MapPost("/cases/{id:guid}/pause", CaseActEndpoints.For(CaseActs.Pause)).RequireAuthorization(Permission.Cancel);
        acts.MapPost("/cases/{id:guid}/resume", CaseActEndpoints.For(CaseActs.Resume)).RequireAuthorization(Permission.Start);
        acts.MapPost("/cases/{id:guid}/reschedule", CaseActEndpoints.For(CaseActs.Reschedule)).RequireAuthorization(Permission.Start);
        acts.MapPost("/cases/{id:guid}/cancel", CaseActEndpoints.For(CaseActs.Cancel)).RequireAuthorization(Permission.Cancel);
        acts.MapPost("/cases/{id:guid}/undo", CaseActEndpoints.For(CaseActs.Undo)).RequireAuthorization(Permission.Start);
        acts.MapPost("/cases/{id:guid}/plan", PlanPage.Change).RequireAuthorization(Permission.Start);
        acts.MapPost("/cases/{id:guid}/set-return", CaseActEndpoints.For(CaseActs.SetReturn)).RequireAuthorization(Permission.Start);
        acts.MapPost("/cases/{id:guid}/cancel-return", CaseActEndpoints.For(CaseActs.CancelReturn)).RequireAuthorization(Permission.Cancel);
        acts.MapPost("/approvals/{id:guid}/approve", DecideApproval.Approve).RequireAuthorization(Permission.Approve);
        acts.MapPost("/approvals/{id:guid}/reject", DecideApproval.Reject).RequireAuthorization(Permission.Approve);
        foreach (SubjectAct<PersonFacts> act in PersonActs.All)
        {
            acts.MapPost($"/people/{{workspace:guid}}/{{user:guid}}/{act.Name}", SubjectActEndpoints.For(act)).RequireAuthorization(act.Permission);
        }

        foreach (SubjectAct<ContactFacts> act in ContactActs.All)
        {
            acts.MapPost($"/contacts/{{workspace:guid}}/{{id:long}}/{act.Name}", SubjectActEndpoints.For(act)).RequireAuthorization(act.Permission);
        }

        acts.MapPost("/people/{workspace:guid}/{user:guid}/work", WorkPage.Post).RequireAuthorization(Permission.Start);
        acts.MapPost("/seats/{id:guid}/limit", ChangeSeatLimit.Post).RequireAuthorization(Permission.Start);
        acts.MapPost("/new/{workspace:guid}/{user:guid}/preview", NewPage.Preview).RequireAuthorization(Permission.Start);
        acts.MapPost("/new/list/{workspace:guid}", ListPage.Post).RequireAuthorization(Permission.Start);
        acts.MapPost("/new/{workspace:guid}/{user:guid}", NewPage.Start).RequireAuthorization(Permission.Start);
        acts.MapPost("/messages/{id:guid}/replay", ActEndpoints.Replay).RequireAuthorization(Permission.Retry);
        acts.MapPost("/messages/{id:guid}/edit", EditPage.Post).RequireAuthorization(Permission.Start);
        acts.MapPost("/messages/{id:guid}/discard", ActEndpoints.Discard).RequireAuthorization(Permission.Cancel);
        acts.MapPost("/cases/{id:guid}/note", WriteNote.OnCase).RequireAuthorization(Permission.Retry);
        acts.MapPost("/failures/note", WriteNote.OnGroup).RequireAuthorization(Permission.Retry);
        acts.MapPost("/leavers/freeze", OperationEndpoints.FreezeCases).RequireAuthorization(Permission.RetryInBulk);
        acts.MapPost("/failures/freeze", OperationEndpoints.FreezeFailures).RequireAuthorization(Permission.RetryInBulk);
        acts.MapPost("/messages/freeze", OperationEndpoints.FreezeMessages).RequireAuthorization(Permission.RetryInBulk);
        acts.MapPost("/operations/{id:guid}/start", OperationEndpoints.Start).RequireAuthorization(Permission.RetryInBulk);
        acts.MapPost("/operations/{id:guid}/stop", OperationEndpoints.Stop).RequireAuthorization(Permission.RetryInBulk);
        acts.MapPost("/leavers/export", Exports.Leavers).RequireAuthorization(Permission.Export);
        acts.MapPost("/evidence/export", Exports.Evidence).RequireAuthorization(Permission.Export);
        acts.MapPost("/failures/export", Exports.Failures).RequireAuthorization(Permission.Export);
        acts.MapPost("/audit/export", Exports.Audit).RequireAuthorization(Permission.Export);
        acts.MapPost("/views/save", SavedViewEndpoints.Save).RequireAuthorization(Permission.View);
        acts.MapPost("/views/remove", SavedViewEndpoints.Remove).RequireAuthorization(Permission.View);
        acts.MapPost("/access/end", AccessPage.End).RequireAuthorization(Permission.ManageAccess);
        acts.MapPost("/sign-out", SignInEndpoints.SignOut).RequireAuthorization(Permission.View);
        acts.MapPost("/sign-in/link", SignInEndpoints.NewLink).AllowAnonymous();
        acts.MapPost("/sign-in/password", SignInEndpoints.Password).AllowAnonymous();

        Jobs.JobPagesRoutes.MapJobPages(app);
        app.MapGet("/sign-in", SignInEndpoints.SignIn).AllowAnonymous();
        app.MapGet("/sign-in/provider", SignInEndpoints.Provider).AllowAnonymous();
        app.MapGet("/sign-in/done", SignInEndpoints.Done).AllowAnonymous();
        // Its form comes from the provider, and is a signed token.
        app.MapPost(BackChannelLogout.Path, BackChannelLogout.Post).AllowAnonymous();
        app.MapGet("/assets/{**file}", Assets.Serve).AllowAnonymous();
        app.MapMetrics();
        app.MapFallback(ProblemPages.NotFound).RequireAuthorization(Permission.View);
        return app;
    }

    /// <summary>For a process of its own: <c>/health/live</c>, and <c>/health/ready</c> once the database answers.</summary>
    public static WebApplication MapDashboardHealth(this WebApplication app)
    {
        app.MapGet("/health/live", static () => TypedResults.Text("live")).AllowAnonymous();
        app.MapGet("/health/ready", static async (HealthCheckService health, CancellationToken cancellationToken) =>
            (await health.CheckHealthAsync(static check => check.Name == DashboardRegistration.DatabaseCheck, cancellationToken)).Status == HealthStatus.Healthy
                ? TypedResults.Text("ready")
                : TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable))
            .AllowAnonymous();
        return app;
    }
}
