using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>Somebody who is limited to some workspaces sees nothing of the others and acts on none of them (docs/adr/0042).</summary>
public sealed partial class LimitedOperatorTests(TestServers servers)
{
    /// <summary>Views that show the same to everybody: a row that says nothing, and which workers there are.</summary>
    private static readonly string[] OfNoWorkspace = ["outbox", "workers"];

    /// <summary>Views that cannot be limited and are empty for who is; a new view is one of them until it says to which workspace its rows belong.</summary>
    private static readonly string[] Closed =
        ["access_log", "ended_sessions", "job_action_items", "job_actions", "notes_on_groups", "parked_messages", "queues", "sessions"];

    [Fact]
    public async Task No_view_has_a_row_of_another_workspace_and_each_says_how_it_is_limited()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        foreach (string file in Seeded.DeskDay.Split(' '))
        {
            await database.ExecuteAsync(Sql.Read(file));
        }

        string[] views = (await database.ReadAsync<string>("SELECT string_agg(viewname, ',' ORDER BY viewname) FROM pg_views WHERE schemaname = 'dashboard'")).Split(',');
        await using NpgsqlConnection session = await SessionAsync(database, Seeded.Contoso);
        List<string> seen = [];
        foreach (string view in views)
        {
            (await database.ReadAsync<bool>(
                """
                SELECT array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attrelid = to_regclass('dashboard.' || @view))
                     = array_agg(a.attname ORDER BY a.attnum) FILTER (WHERE a.attrelid = to_regclass('dashboard_limited.' || @view))
                FROM pg_attribute a WHERE a.attrelid IN (to_regclass('dashboard.' || @view), to_regclass('dashboard_limited.' || @view)) AND a.attnum > 0
                """, ("view", view))).ShouldBeTrue($"{view} has other columns for who is limited");
            string definition = await database.ReadAsync<string>("SELECT pg_get_viewdef(to_regclass('dashboard_limited.' || @view))", ("view", view));
            bool isLimited = definition.Contains("dashboard_limited.workspaces()", StringComparison.Ordinal) || view == "saved_views";
            (isLimited ? "limited" : OfNoWorkspace.Contains(view) ? "of no workspace" : "closed").ShouldBe(
                Closed.Contains(view) ? "closed" : OfNoWorkspace.Contains(view) ? "of no workspace" : "limited", view);
            long all = await database.ReadAsync<long>($"SELECT count(*) FROM dashboard.{view}");
            (await CountAsync(session, $"SELECT count(*) FROM dashboard_limited.{view} v WHERE v::text ~ 'a0000000-0000-4000-8000-000000000001|b0000000-0000-4000-8000-|orthwind'"))
                .ShouldBe(0, $"rows of Northwind in {view}");
            await LimitAsync(session, Seeded.Contoso, Seeded.Northwind);
            long both = await CountAsync(session, $"SELECT count(*) FROM dashboard_limited.{view}");
            await LimitAsync(session);
            long none = await CountAsync(session, $"SELECT count(*) FROM dashboard_limited.{view}");
            await LimitAsync(session, Seeded.Contoso);
            if (isLimited)
            {
                none.ShouldBe(0, $"rows of {view} for who sees no workspace");
                // Those that could not be read are of no workspace.
                both.ShouldBe(view == "message_bodies" ? all - await database.ReadAsync<long>("SELECT count(*) FROM dashboard.parked_messages") : all, $"rows of {view} for who sees both");
                seen.AddRange(all > 0 ? [view] : []);
            }
        }

        seen.Count.ShouldBeGreaterThan(40, "a view without rows shows nothing by being empty");
    }

    [Fact]
    public async Task The_database_refuses_the_views_of_all_and_what_is_to_be_done_in_another_workspace()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        foreach (string file in Seeded.DeskDay.Split(' '))
        {
            await database.ExecuteAsync(Sql.Read(file));
        }

        await using NpgsqlConnection session = await SessionAsync(database, Seeded.Contoso);
        foreach (string read in (string[])["SELECT FROM dashboard.cases", "SELECT FROM offboarding.cases", "SELECT dashboard.send_command('offboarding.retry-step', '{}', 'x')"])
        {
            await RefusedAsync(session, read, PostgresErrorCodes.InsufficientPrivilege);
        }

        string contoso = Seeded.Contoso.ToString(), northwind = Seeded.Northwind.ToString();
        string[] theirs =
        [
            Send("retry-step", $$"""{"offboardingId": "{{Seeded.Failed}}", "step": "reassign-conversations"}"""),
            Send("retry-step", $$"""{"workspaceId": "{{contoso}}", "offboardingId": "{{Seeded.Failed}}", "step": "reassign-conversations"}"""),
            Send("retry-step", $$"""{"workspaceId": "{{northwind}}", "offboardingId": "{{Seeded.Held}}", "step": "reassign-conversations"}"""),
            Send("retry-step", """{"offboardingId": "no id"}"""),
            Send("replay-message", $$"""{"messageId": "{{Seeded.Refused}}"}"""),
            Send("replay-message", $$"""{"messageId": "{{Seeded.Parked}}"}"""),
            Send("replay-message", $$"""{"workspaceId": "{{contoso}}", "editedBody": "{\"workspaceId\": \"{{northwind}}\"}"}"""),
            Send("job-action", """{"action": "requeue", "jobIds": ["1"]}"""),
            Send("deactivate-user", $$"""{"workspaceId": "{{northwind}}", "userId": "{{Seeded.Jonas}}"}"""),
            $"SELECT dashboard_limited.start_operation('{Seeded.Operation}', 'x', 'y')",
            $"SELECT dashboard_limited.stop_operation('{Seeded.Operation}', 'x', 'y')",
            $"SELECT dashboard_limited.write_note('note-added', '{Seeded.Failed}', NULL, NULL, 'x', 'y')",
            "SELECT dashboard_limited.write_note('note-added', NULL, 'a', 'b', 'x', 'y')",
            $$"""SELECT dashboard_limited.save_plan('{{northwind}}', 'a', '{}', 'x')""",
            $"SELECT dashboard_limited.remove_plan('{northwind}', '{northwind}', 'x')",
            """SELECT dashboard_limited.freeze_operation('replay-messages', '{"reason": "unreadable"}', 'x')""",
        ];
        foreach (string act in theirs)
        {
            await RefusedAsync(session, act, "OF403");
        }

        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
        // A bulk act takes what is theirs, and nothing else.
        await CountAsync(session, $"SELECT count(dashboard_limited.freeze_operation('retry-steps', '{{}}', 'x', ARRAY['{Seeded.Failed}']::uuid[]))");
        (await database.ReadAsync<long>("SELECT asked FROM offboarding.operations WHERE actor = 'x'")).ShouldBe(0);
        await LimitAsync(session, Seeded.Northwind);
        await CountAsync(session, "SELECT count(*) FROM (" + theirs[0] + ") sent");
        (await database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(1);

        static string Send(string command, string payload) => $"SELECT dashboard_limited.send_command('offboarding.{command}', '{payload}', 'x', 'y')";
    }

    [Fact]
    public async Task No_address_shows_anything_of_another_workspace_and_what_names_one_is_refused_and_noted()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(
            servers, Seeded.DeskDay, ("Dashboard:SignIn:Accounts:admin:Workspaces:0", Seeded.Contoso.ToString()));
        string[] secrets = (await dashboard.Database.ReadAsync<string>(
            """
            SELECT string_agg(secret, '|') FROM (
                SELECT name FROM workspace.users WHERE workspace_id = @northwind UNION SELECT email FROM workspace.users WHERE workspace_id = @northwind
                UNION SELECT id::text FROM offboarding.cases WHERE workspace_id = @northwind UNION SELECT 'Northwind Support') s (secret)
            """, ("northwind", Seeded.Northwind))).Split('|');
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.jobs (what, subject, step, job_id, shown, attempts) SELECT 'step', case_id, name, 7, 'failed', 3 FROM offboarding.steps WHERE workspace_id = @contoso",
            ("contoso", Seeded.Contoso));
        using HttpClient client = dashboard.Client(Role.Admin);
        int shown = 0, refused = 0;
        HashSet<string> links = [];
        foreach (RouteEndpoint endpoint in dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            string method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single() ?? "GET";
            foreach (string address in Addresses.Of(endpoint.RoutePattern.RawText!))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address);
                request.Headers.Accept.ParseAdd("text/html");
                using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
                string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                // Contoso's list is at an address of its own.
                bool theirs = System.Text.RegularExpressions.Regex.IsMatch(address.Split('?')[0], "[0-9a-f]{8}-") && !address.Contains(Seeded.Contoso.ToString(), StringComparison.Ordinal)
                    && !address.Contains(Seeded.Approval.ToString(), StringComparison.Ordinal);
                int[] expected = theirs ? [403] : method == "POST" ? [400, 403] : [200, 403, 404];
                expected.ShouldContain((int)response.StatusCode, $"{method} {address}");
                secrets.Where(secret => !address.Contains(secret, StringComparison.Ordinal) && body.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty($"{method} {address}");
                _ = response.StatusCode == HttpStatusCode.OK ? shown++ : refused++;
                if (method == "GET" && response.StatusCode == HttpStatusCode.OK)
                {
                    links.UnionWith(Links().Matches(body).Select(static link => link.Groups[1].Value));
                }
            }
        }

        shown.ShouldBeGreaterThan(30);
        refused.ShouldBeGreaterThan(60);

        // What a page leads to is for who sees the page.
        links.Count.ShouldBeGreaterThan(20);
        foreach (string link in links)
        {
            using HttpResponseMessage page = await client.GetAsync(link, TestContext.Current.CancellationToken);
            page.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden, link);
            Links().Matches(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Select(static to => to.Groups[1].Value)
                .Where(static to => to.StartsWith("/hangfire", StringComparison.Ordinal)).ShouldBeEmpty(link);
        }

        (await client.GetStringAsync("/leavers", TestContext.Current.CancellationToken)).ShouldContain("Agent 1");
        (await client.GetStringAsync($"/people/{Seeded.Contoso}", TestContext.Current.CancellationToken)).ShouldContain("agent1@contoso.example");
        string words = await (await client.GetAsync($"/cases/{Seeded.Failed}", TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        words.ShouldContain("admin may see and change some workspaces only");
        foreach (string path in (string[])["/workers", "/access", "/hangfire"])
        {
            (await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
        }

        // Two who watch the same address share a read only if they have the same limit.
        using HttpClient unlimited = dashboard.Client(Role.Operator);
        string[] streams = await Task.WhenAll(FirstUpdateAsync(unlimited, "/live/cases"), FirstUpdateAsync(client, "/live/cases"));
        streams[0].ShouldContain("Northwind Support");
        streams[1].ShouldContain("Contoso Care");
        streams[1].ShouldNotContain("Northwind");

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
        await Eventually.TrueAsync(
            async () => await dashboard.Database.ReadAsync<bool>(
                "SELECT count(*) = 2 FROM (SELECT DISTINCT method FROM offboarding.access_log WHERE event = 'denied' AND actor = 'admin' AND path LIKE '/cases/' || @case || '%') noted",
                ("case", Seeded.Failed.ToString())),
            "the page and an act to be noted as denied", cancellationToken: TestContext.Current.CancellationToken);

        // A limit that is lifted counts with the next request.
        dashboard.Configuration["Dashboard:SignIn:Accounts:admin:Workspaces:0"] = Seeded.Northwind.ToString();
        dashboard.Configuration.Reload();
        (await client.GetAsync($"/cases/{Seeded.Failed}", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync("/leavers", TestContext.Current.CancellationToken)).ShouldNotContain("Contoso");
    }

    /// <summary>It gives each transaction another session: what one operator was limited to would hold for the next one, and the other way round.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("options")]
    public async Task Behind_a_pooler_nobody_who_is_limited_is_served_and_everybody_else_is(string ignored)
    {
        Assert.SkipUnless(PgBouncerServer.IsInstalled, "PgBouncer is not installed; install it, or set OFFBOARDING_PGBOUNCER to the program.");
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        await using PgBouncerServer pooler = await PgBouncerServer.StartAsync(database.Dashboard, "transaction", ignored, TestContext.Current.CancellationToken);
        var login = new NpgsqlConnectionStringBuilder(database.Dashboard) { Host = "127.0.0.1", Port = pooler.Port };
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(
            servers, login.ConnectionString, settings: ("Dashboard:SignIn:Accounts:admin:Workspaces:0", Seeded.Contoso.ToString()));
        using HttpClient limited = dashboard.Client(Role.Admin);
        using HttpClient unlimited = dashboard.Client(Role.Operator);

        using HttpResponseMessage answer = await limited.GetAsync("/leavers", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("leads to a connection pooler");
        (await limited.GetAsync("/live/cases", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "no stream begins");
        (await unlimited.GetAsync("/leavers", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Of_several_groups_those_with_a_limit_add_up_and_one_without_lifts_none()
    {
        var limits = new Dictionary<string, List<Guid>> { ["one"] = [Seeded.Contoso], ["two"] = [Seeded.Contoso, Seeded.Northwind], ["none of them"] = [] };

        Rights.Limit(["everybody"], limits).ShouldBeNull();
        Rights.Limit(["everybody", "one"], limits).ShouldBe([Seeded.Contoso]);
        Rights.Limit(["one", "two"], limits).ShouldBe([Seeded.Contoso, Seeded.Northwind]);
        Rights.Limit(["none of them"], limits).ShouldBe([]);
    }

    /// <summary>Follows a stream up to the first update, which carries everything.</summary>
    private static async Task<string> FirstUpdateAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var update = new System.Text.StringBuilder();
        bool began = false;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !(began && line.Length == 0))
        {
            began |= line == "event: update";
            update.AppendLine(began ? line : "");
        }

        return update.ToString();
    }

    private static async Task<NpgsqlConnection> SessionAsync(TestDatabase database, params Guid[] workspaces)
    {
        var session = new NpgsqlConnection(database.Dashboard);
        await session.OpenAsync();
        await using var role = new NpgsqlCommand("SET ROLE offboarding_dashboard_limited", session);
        await role.ExecuteNonQueryAsync();
        await LimitAsync(session, workspaces);
        return session;
    }

    private static async Task LimitAsync(NpgsqlConnection session, params Guid[] workspaces)
    {
        await using var limit = new NpgsqlCommand("SELECT set_config('offboarding.workspaces', $1, false)", session) { Parameters = { new() { Value = WorkspaceLimit.Text(workspaces) } } };
        await limit.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RefusedAsync(NpgsqlConnection session, string sql, string state)
    {
        await using var command = new NpgsqlCommand(sql, session);
        (await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync(), sql)).SqlState.ShouldBe(state, sql);
    }

    [System.Text.RegularExpressions.GeneratedRegex("<a [^>]*href=\"(/[^\"?#]*)")]
    private static partial System.Text.RegularExpressions.Regex Links();
}
