using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Pages.SavedViews;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Commands;

/// <summary>
/// Every form of every page, with every field filled, through a real worker: what a form offers the worker understands. The browser only reads and sends
/// (<c>every-form.js</c>); it opens no page, which takes a tenth of the time.
/// </summary>
public sealed partial class EveryFormTests(TestServers servers)
{
    private const string Things = """
        SELECT string_agg(address, ' ') FROM (
            SELECT '/cases/' || id FROM dashboard.cases WHERE workspace_id = 'a0000000-0000-4000-8000-000000000001'
            UNION ALL SELECT '/contacts/' || workspace_id || '/' || id FROM workspace.contacts
            UNION ALL SELECT '/people/' || workspace_id || '/' || id FROM workspace.users WHERE workspace_id = 'a0000000-0000-4000-8000-000000000001'
            UNION ALL SELECT '/approvals/' || id FROM dashboard.approvals
            UNION ALL SELECT '/operations/' || id FROM dashboard.operations
            UNION ALL SELECT '/messages/' || id FROM offboarding.parked_messages) things (address)
        """;

    /// <summary>Sent commands of which the worker has not said a word yet: an answer, a refusal, an entry of the audit trail, a case, a list.</summary>
    private const string Unanswered = """
        SELECT coalesce(string_agg(DISTINCT s.details ->> 'command', ' '), '') FROM offboarding.audit s
        WHERE s.action = 'command-sent'
          AND NOT EXISTS (SELECT FROM offboarding.answers a WHERE a.request_id = s.operation_id)
          AND NOT EXISTS (SELECT FROM offboarding.refusals r WHERE r.request_id = s.operation_id)
          AND NOT EXISTS (SELECT FROM offboarding.cases c WHERE c.request_id = s.operation_id)
          AND NOT EXISTS (SELECT FROM offboarding.audit d WHERE d.operation_id = s.operation_id AND d.action <> 'command-sent')
        """;

    /// <summary>What the worker did not understand of what the dashboard sent; previews leave no entry, and have their own request ids.</summary>
    private const string NotUnderstood = """
        SELECT coalesce(string_agg(DISTINCT r.message_name || ' ' || (e ->> 'path') || ' ' || (e ->> 'problem'), '; '), '')
        FROM offboarding.refusals r CROSS JOIN LATERAL jsonb_array_elements(r.errors::jsonb) e
        WHERE r.refused_at >= @since AND r.code = 'invalid-request' AND e ->> 'problem' ~ 'is unknown|is missing|is not a|expected'
        """;

    [Fact]
    public async Task The_worker_understands_every_form_with_every_field_filled()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, $"{Seeded.DeskDay} every-form-day.sql");
        DateTime since = await dashboard.Database.ReadAsync<DateTime>("SELECT now()");
        List<RouteEndpoint> routes = [.. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsAPage)];
        // The lists first: what is done to many needs what one is done to later.
        string[] pages = [$"/leavers?workspace={Seeded.Northwind}", "/failures/group?step=reassign-conversations&kind=recipient-inactive", $"/new/{Seeded.Northwind}/b0000000-0000-4000-8000-000000000031",
            .. routes.Where(static route => Method(route) == "GET").SelectMany(static route => Addresses.Of(route.RoutePattern.RawText!)),
            .. (await dashboard.Database.ReadAsync<string>(Things)).Split(' ')];
        using IHost worker = await WorkerInProcess.StartAsync(dashboard.Database);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync("/workers");
        JsonElement forms = await browser.Page.EvaluateAsync<JsonElement>(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Commands", "every-form.js"), cancellationToken), pages.Distinct().ToArray());
        string[] taken = Strings(forms.GetProperty("taken"));
        Strings(forms.GetProperty("broken")).ShouldBeEmpty("links that lead nowhere");

        // Nothing can be forgotten: a form on any page, a route that acts, a page whose views can be saved, a command that the dashboard may send.
        Strings(forms.GetProperty("seen")).Except(taken).ShouldBeEmpty(forms.GetProperty("declined").ToString());
        routes.Where(static route => Method(route) == "POST").Select(static route => route.RoutePattern.RawText!)
            .Where(route => !taken.Any(form => Regex.IsMatch(form.Split(' ')[0], $"^{Parameter().Replace(route, "[^/]+")}$"))).ShouldBe(["/access/end", "/sign-out"], ignoreOrder: true);
        routes.Select(static route => route.Metadata.GetMetadata<SavablePage>()).OfType<SavablePage>().Select(static page => $"/views/save {page.Path}").Except(taken).ShouldBeEmpty();
        (await dashboard.Database.ReadAsync<string>("SELECT string_agg(DISTINCT kind, ' ') FROM offboarding.operations WHERE started_at >= @since", ("since", since))).Split(' ')
            .ShouldBe([.. BulkActs.OnCases.Append(BulkActs.Replay).Select(static act => act.Kind)], ignoreOrder: true);
        string[] known = (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT m[1], ' ') FROM pg_proc p, regexp_matches(p.prosrc, '''(offboarding\\.[a-z-]+)''', 'g') m WHERE p.proname = 'send_command'")).Split(' ');
        string[] sent = (await dashboard.Database.ReadAsync<string>("SELECT string_agg(DISTINCT details ->> 'command', ' ') FROM offboarding.audit WHERE action = 'command-sent'")).Split(' ');
        known.Except(sent).ShouldBe(["offboarding.job-action"], "what Hangfire's pages send is pressed in JobsOfAWorkerTests");

        await Eventually.ValueAsync(() => dashboard.Database.ReadAsync<string>(Unanswered), static commands => commands.Length == 0, "an answer to every command", cancellationToken: cancellationToken);
        (await dashboard.Database.ReadAsync<string>(NotUnderstood, ("since", since))).ShouldBeEmpty();
        await worker.StopAsync(cancellationToken);
    }

    private static bool IsAPage(RouteEndpoint route) => Method(route) is "GET" or "POST"
        && !OtherRoutes().IsMatch(route.RoutePattern.RawText!);

    private static string? Method(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single();

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(static text => text.GetString()!)];

    /// <summary>No page, or not behind a sign-in.</summary>
    [GeneratedRegex(@"^/?(live|api|assets|health|metrics|sign-in|hangfire)(/|$)|^\{|report\.json$|/sent$")]
    private static partial Regex OtherRoutes();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
