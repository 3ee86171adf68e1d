using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Tests.Support;
using Offboarding.Testing;
using Offboarding.Worker;

namespace Offboarding.Dashboard.Tests.Acting;

/// <summary>Every form of every page, with every field filled, through a real worker.</summary>
public sealed class EveryFormTests(TestServers servers)
{
    /// <summary>Fills and sends the forms of the page, each button of each form once; gives back what was sent where.</summary>
    private const string SendAll = """
        async known => {
          const token = JSON.parse(document.body.getAttribute('hx-headers')).RequestVerificationToken;
          const sent = [];
          for (const form of document.querySelectorAll('form[method=post]')) {
            for (const button of form.querySelectorAll('button:not([type=button])')) {
              const action = button.getAttribute('formaction') ?? form.getAttribute('action');
              const key = action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*') + ' ' + (button.value ?? '') + ' ' + [...form.elements].map(field => field.name).filter(name => !/amount|\.to$/.test(name)).join();
              if (known.includes(key) || sent.includes(key) || /sign-out|export|views|access/.test(action)) {
                continue;
              }
              for (const field of form.elements) {
                if (field.type === 'checkbox') { field.checked = true; }
                else if (field.type === 'radio') { field.checked = true; }
                else if (field.type === 'date') { field.value = field.name === 'returnDate' ? '2027-09-01' : '2027-03-31'; }
                else if (field.type === 'number') { field.value = field.name === 'limit' ? '900' : '7'; }
                else if (field.tagName === 'SELECT' && field.name.endsWith('.strategy')) { field.value = 'ratio'; }
                else if (field.tagName === 'SELECT') { const last = [...field.options].filter(option => option.value).pop(); if (last) { field.value = last.value; } }
                else if (field.name === 'timeZone') { field.value = 'Europe/Vienna'; }
                else if (field.name === 'people') { field.value = 'ben.castellanos@northwind.example'; }
                else if (field.name === 'confirm') { field.value = form.querySelector('code').textContent; }
                else if (field.type === 'text' && !field.value) { field.value = 'every field is filled'; }
              }
              const body = new FormData(form, button);
              const answer = await fetch(action, { method: 'POST', headers: { RequestVerificationToken: token }, body: form.enctype.startsWith('multipart') ? body : new URLSearchParams(body) });
              if (answer.status >= 500) { throw new Error(`${action} answered ${answer.status}`); }
              sent.push(key);
            }
          }
          return sent;
        }
        """;

    [Fact]
    public async Task The_worker_understands_every_form_with_every_field_filled()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, Seeded.DeskDay);
        using IHost worker = await StartWorkerAsync(dashboard.Database);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        List<string> sent = [];
        string[] things = (await dashboard.Database.ReadAsync<string>(
            """
            SELECT string_agg(address, ' ') FROM (
                SELECT '/cases/' || id FROM dashboard.cases UNION ALL SELECT '/contacts/' || workspace_id || '/' || id FROM workspace.contacts
                UNION ALL SELECT '/people/' || workspace_id || '/' || id FROM workspace.users UNION ALL SELECT '/approvals/' || id FROM dashboard.approvals) things (address)
            """)).Split(' ');
        foreach (string address in dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static route => route.Metadata.GetMetadata<KnownNames>() is not null || route.RoutePattern.RawText is "/cases/{id:guid}/plan" or "/new/{workspace:guid}/{user:guid}" or "/new/list/{workspace:guid}" or "/scheduled" or "/people/{workspace:guid}/{user:guid}/work" or "/messages/{id:guid}/edit")
            .Select(static route => route.RoutePattern.RawText!).Where(static route => !route.StartsWith("/live/", StringComparison.Ordinal) && !route.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(static route => Addresses.Of(route)).Concat(things).Distinct())
        {
            await browser.Page.GotoAsync(address);
            sent.AddRange(JsonSerializer.Deserialize<string[]>((await browser.Page.EvaluateAsync<JsonElement>(SendAll, sent)).GetRawText())!);
        }

        sent.Count.ShouldBeGreaterThan(20, string.Join('\n', sent));
        await Eventually.TrueAsync(async () => await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 0, "the worker to take every command", cancellationToken: TestContext.Current.CancellationToken);
        string[] commands = (await dashboard.Database.ReadAsync<string>("SELECT string_agg(DISTINCT details ->> 'command', ' ') FROM offboarding.audit WHERE action = 'command-sent'")).Split(' ');
        string[] known = (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(DISTINCT m[1], ' ') FROM pg_proc p, regexp_matches(p.prosrc, '''(offboarding\\.[a-z-]+)''', 'g') m WHERE p.proname = 'send_command'")).Split(' ');
        // What Hangfire's pages send is pressed in JobsOfAWorkerTests.
        known.Except(commands).ShouldBe(["offboarding.job-action"], string.Join('\n', sent));
        (await dashboard.Database.ReadAsync<string>(
            """
            SELECT coalesce(string_agg(r.message_name || ' ' || (e ->> 'path') || ' ' || (e ->> 'problem'), '; '), '')
            FROM offboarding.refusals r CROSS JOIN LATERAL jsonb_array_elements(r.errors::jsonb) e
            WHERE r.request_id IN (SELECT operation_id FROM offboarding.audit WHERE action = 'command-sent') AND e ->> 'problem' ~ 'unknown; known|is missing|is not a|expected'
            """)).ShouldBeEmpty();
        await worker.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IHost> StartWorkerAsync(TestDatabase database)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:Offboarding"] = database.Worker, ["Messaging:Transport"] = "InMemory" });
        builder.Logging.ClearProviders();
        builder.AddOffboardingWorker();
        IHost host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
