using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Jobs;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Jobs;

/// <summary>Hangfire's buttons in a browser: each is one command in the outbox, and what became of it is said on the page.</summary>
public sealed class JobButtonTests(TestServers servers, SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Notice = "#job-notice";

    [Theory]
    [InlineData("Failed", "/hangfire/jobs/failed", "Requeue jobs", "requeue")]
    [InlineData("Failed", "/hangfire/jobs/failed", "Delete selected", "delete")]
    [InlineData("Scheduled", "/hangfire/retries", "Enqueue jobs", "enqueue-now")]
    [InlineData("Scheduled", "/hangfire/jobs/scheduled", "Delete selected", "delete")]
    public async Task A_button_for_a_selection_sends_one_command_with_the_selected_jobs_and_who_pressed_it(string state, string page, string button, string action)
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long[] jobs = await LaidJobs.LayAsync(dashboard.Database, state, 3);
        await using BrowserPage browser = await OpenAsync(dashboard, page);

        foreach (long job in jobs[1..])
        {
            await browser.Page.Locator($"input[value='{job}']").CheckAsync();
        }

        await PressAsync(browser.Page, button);

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("No worker is running. The request to");
        (string sent, string by, string[] ids, string[] recurring) = await OnlyCommandAsync(dashboard);
        (sent, by).ShouldBe((action, "operator"));
        ids.ShouldBe(jobs[1..].Select(id => $"{id}"), ignoreOrder: true);
        recurring.ShouldBeEmpty();
        (await dashboard.Database.ReadAsync<string>("SELECT concat_ws(' ', actor, action, details ->> 'command') FROM offboarding.audit WHERE action = 'command-sent'"))
            .ShouldBe("operator command-sent offboarding.job-action");
        browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Requeue", "requeue")]
    [InlineData("Delete", "delete")]
    public async Task A_button_of_one_job_sends_one_command(string button, string action)
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long job = (await LaidJobs.LayAsync(dashboard.Database, "Failed", 1))[0];
        await using BrowserPage browser = await OpenAsync(dashboard, $"/hangfire/jobs/details/{job}");

        await PressAsync(browser.Page, button);

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("is stored, and the next worker that starts carries it out");
        (string sent, _, string[] ids, _) = await OnlyCommandAsync(dashboard);
        (sent, ids.ShouldHaveSingleItem()).ShouldBe((action, $"{job}"));
        await browser.Page.Locator($"{Notice} a").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("offboarding.job-action");
    }

    [Fact]
    public async Task Five_thousand_selected_jobs_are_one_command()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long[] jobs = await LaidJobs.LayAsync(dashboard.Database, "Failed", 5_000);
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/jobs/failed?count=10");
        await SelectAsync(browser.Page, jobs);

        await PressAsync(browser.Page, "Requeue jobs");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("The request to requeue 5,000 jobs is stored", new() { Timeout = 60_000 });
        (await OnlyCommandAsync(dashboard)).JobIds.ShouldBe(jobs.Select(id => $"{id}"), ignoreOrder: true);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_five_thousand_are_refused_where_the_operator_looks_and_the_button_works_again()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long[] jobs = await LaidJobs.LayAsync(dashboard.Database, "Failed", 5_001);
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/jobs/failed?count=10");
        await SelectAsync(browser.Page, jobs);

        await PressAsync(browser.Page, "Requeue jobs");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("5,001 jobs are selected, and at most 5,000 can be requeued at once", new() { Timeout = 60_000 });
        (await CommandsAsync(dashboard)).ShouldBeEmpty();
        await browser.Page.Locator(".js-jobs-list-checkbox").First.UncheckAsync();
        await PressAsync(browser.Page, "Requeue jobs");
        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("requeue 5,000 jobs", new() { Timeout = 60_000 });
        (await OnlyCommandAsync(dashboard)).JobIds.Length.ShouldBe(5_000);
    }

    /// <summary>
    /// Selects the rows that are shown, and puts a selected box for each of the other jobs beside them: with thousands of rows, Chromium needs half a minute for
    /// Hangfire's page (docs/hangfire.md). What the button gathers and sends is the same.
    /// </summary>
    private static async Task SelectAsync(IPage page, long[] jobs)
    {
        await page.Locator(".js-jobs-list-select-all").CheckAsync();
        await page.EvaluateAsync(
            """
            ids => {
              const list = document.querySelector('.js-jobs-list');
              const shown = new Set([...list.querySelectorAll('input[name="jobs[]"]')].map(box => box.value));
              list.append(...ids.filter(id => !shown.has(id)).map(id => Object.assign(
                document.createElement('input'), { type: 'checkbox', name: 'jobs[]', value: id, checked: true, hidden: true })));
            }
            """,
            jobs.Select(static id => $"{id}").ToArray());
    }

    [Fact]
    public async Task An_operator_triggers_a_recurring_job_and_can_remove_none()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        LaidJobs.Recurring(dashboard.Database);
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/recurring");
        await Assertions.Expect(browser.Page.Locator("[data-url$='/recurring/remove']")).ToBeHiddenAsync();
        await browser.Page.Locator("input[value='audit-verification']").CheckAsync();

        await PressAsync(browser.Page, "Trigger now");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("The request to trigger 1 job is stored");
        (string sent, _, string[] ids, string[] recurring) = await OnlyCommandAsync(dashboard);
        sent.ShouldBe("trigger");
        ids.ShouldBeEmpty();
        recurring.ShouldBe(["audit-verification"]);
        (int status, string text) = await SendAsync(browser.Page, "/hangfire/recurring/remove", "audit-verification");
        status.ShouldBe((int)HttpStatusCode.Forbidden);
        text.ShouldContain("Recurring jobs belong to the worker");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM hangfire.set WHERE key = 'recurring-jobs' AND value = 'audit-verification'")).ShouldBe(1);
    }

    [Fact]
    public async Task What_the_worker_did_is_said_after_the_page_was_loaded_again()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        long[] jobs = await LaidJobs.LayAsync(dashboard.Database, "Failed", 3);
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.workers SET seen_at = now() + interval '1 hour';
            CREATE FUNCTION offboarding.answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO offboarding.job_actions (id, action, actor, asked, done, not_possible) VALUES (NEW.message_id, 'requeue', 'operator', 3, 2, 1);
                INSERT INTO offboarding.job_action_items (action_id, job_id, outcome, why) VALUES (NEW.message_id, '7', 'not-possible', 'its step is not failed any more');
                RETURN NEW; END $$;
            CREATE TRIGGER answer AFTER INSERT ON offboarding.outbox FOR EACH ROW EXECUTE FUNCTION offboarding.answer();
            """);
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/jobs/failed");
        await browser.Page.Locator(".js-jobs-list-select-all").CheckAsync();

        await PressAsync(browser.Page, "Requeue jobs");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("2 of 3 jobs requeued, the others were not changed: its step is not failed any more.");
        jobs.Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_on_its_way_and_says_so()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        long job = (await LaidJobs.LayAsync(dashboard.Database, "Failed", 1))[0];
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.workers SET seen_at = now() + interval '1 hour'");
        await using BrowserPage browser = await OpenAsync(dashboard, $"/hangfire/jobs/details/{job}");

        await PressAsync(browser.Page, "Requeue");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("Requested: requeue 1 job. The worker has not finished yet", new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task A_viewer_sees_no_buttons_and_the_server_refuses_every_one_of_them()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long job = (await LaidJobs.LayAsync(dashboard.Database, "Failed", 1))[0];
        LaidJobs.Recurring(dashboard.Database);
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/jobs/failed", Role.Viewer);
        foreach (string path in (string[])["/hangfire/recurring", $"/hangfire/jobs/details/{job}", "/hangfire/jobs/failed"])
        {
            await browser.Page.GotoAsync(path);
            await Assertions.Expect(browser.Page.Locator("h1")).ToBeVisibleAsync();
            (await browser.Page.Locator("button[data-url], button[data-ajax]").CountAsync()).ShouldBe(0, path);
        }

        foreach (string path in (string[])
                 ["jobs/failed/requeue", "jobs/failed/delete", "jobs/scheduled/enqueue", $"jobs/actions/requeue/{job}", $"jobs/actions/delete/{job}",
                  "recurring/trigger", "recurring/remove"])
        {
            (await SendAsync(browser.Page, $"/hangfire/{path}", $"{job}")).Status.ShouldBe((int)HttpStatusCode.Forbidden, path);
        }

        (await CommandsAsync(dashboard)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_come_from_a_page_of_ours_does_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        await LaidJobs.LayAsync(dashboard.Database, "Failed", 1);
        string before = await StatesAsync(dashboard);
        using HttpClient client = dashboard.Client(Role.Admin);
        foreach ((string method, string path, HttpStatusCode expected) in new[]
        {
            ("POST", "jobs/failed/requeue", HttpStatusCode.BadRequest),
            ("POST", "jobs/actions/requeue/1", HttpStatusCode.BadRequest),
            ("POST", "recurring/trigger", HttpStatusCode.BadRequest),
            ("POST", "jobs/failed/something-new", HttpStatusCode.BadRequest),
            ("PUT", "jobs/failed/requeue", HttpStatusCode.Forbidden),
            ("DELETE", "jobs/actions/delete/1", HttpStatusCode.Forbidden),
        })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/hangfire/{path}")
            {
                Content = new FormUrlEncodedContent([new("jobs[]", "1")]),
            };
            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(expected, $"{method} {path}");
            (await CommandsAsync(dashboard)).ShouldBeEmpty($"{method} {path}");
            (await StatesAsync(dashboard)).ShouldBe(before, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Buttons_that_are_not_known_and_ids_that_are_none_get_an_answer_that_says_so()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        await using BrowserPage browser = await OpenAsync(dashboard, "/hangfire/jobs/failed");
        foreach ((string path, string id, int status, string text) in new[]
        {
            ("jobs/failed/something-new", "1", 404, "does not know this button"), ("jobs/failed/requeue", "1; DROP", 422, "is not the id of a job"),
            ("jobs/failed/requeue", "", 422, "is not the id of a job"), ("jobs/actions/delete/x", "", 422, "“x” is not the id of a job"),
        })
        {
            (int Status, string Text) answer = await SendAsync(browser.Page, $"/hangfire/{path}", id);
            answer.Status.ShouldBe(status, path);
            answer.Text.ShouldContain(text);
        }

        (await CommandsAsync(dashboard)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_ended_meanwhile_is_said_on_the_page()
    {
        await using RunningDashboard dashboard = await shared.SetAsync();
        long job = (await LaidJobs.LayAsync(dashboard.Database, "Failed", 1))[0];
        await using BrowserPage browser = await OpenAsync(dashboard, $"/hangfire/jobs/details/{job}");
        await browser.Page.Context.ClearCookiesAsync();

        await PressAsync(browser.Page, "Requeue");

        await Assertions.Expect(browser.Page.Locator(Notice)).ToContainTextAsync("You are signed out");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Requeue" })).ToBeEnabledAsync();
    }

    [Theory]
    [InlineData(0, "No job is selected")]
    [InlineData(1, null)]
    [InlineData(5_000, null)]
    [InlineData(5_001, "5,001 jobs are selected")]
    public void As_many_as_a_page_offers_can_be_selected(int count, string? problem) =>
        (JobButton.Requeue.Problem([.. Enumerable.Range(1, count).Select(id => $"{id}")], _ => true) ?? "").ShouldStartWith(problem ?? "");

    [Fact]
    public void Many_at_once_need_the_permission_for_many()
    {
        JobButton.Requeue.Problem(["1", "2"], permission => permission != Permission.RetryInBulk)!.ShouldContain("not to many at once");
        JobButton.Requeue.Problem(["1"], permission => permission != Permission.RetryInBulk).ShouldBeNull();
    }

    private static async Task<BrowserPage> OpenAsync(RunningDashboard dashboard, string path, string role = Role.Operator)
    {
        BrowserPage browser = await dashboard.OpenAsAsync(role);
        browser.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await browser.Page.GotoAsync(path);
        return browser;
    }

    private static Task PressAsync(IPage page, string button) =>
        page.Locator("button[data-url], button[data-ajax]").Filter(new LocatorFilterOptions { HasText = button }).ClickAsync(new() { Timeout = 5_000 });

    /// <summary>With the token of the page, as a script in the browser would send it.</summary>
    private static async Task<(int Status, string Text)> SendAsync(IPage page, string path, string job)
    {
        JsonElement answer = await page.EvaluateAsync<JsonElement>(
            """
            async ([path, job]) => {
                const answer = await fetch(path, { method: 'POST', body: new URLSearchParams([['jobs[]', job]]), headers: {
                    [document.querySelector('meta[name=csrf-header]').content]: document.querySelector('meta[name=csrf-token]').content } });
                return { status: answer.status, text: await answer.text() };
            }
            """,
            new[] { path, job });
        return (answer.GetProperty("status").GetInt32(), System.Text.RegularExpressions.Regex.Unescape(answer.GetProperty("text").GetString()!));
    }

    private static Task<string> StatesAsync(RunningDashboard dashboard) =>
        dashboard.Database.ReadAsync<string>("SELECT string_agg(id || statename, ' ' ORDER BY id) FROM hangfire.job");

    private static async Task<(string Action, string By, string[] JobIds, string[] RecurringIds)> OnlyCommandAsync(RunningDashboard dashboard)
    {
        JsonElement body = (await CommandsAsync(dashboard)).ShouldHaveSingleItem();
        return (body.GetProperty("action").GetString()!, body.GetProperty("requestedBy").GetString()!,
            [.. body.GetProperty("jobIds").EnumerateArray().Select(id => id.GetString()!)],
            [.. body.GetProperty("recurringIds").EnumerateArray().Select(id => id.GetString()!)]);
    }

    private static async Task<IReadOnlyList<JsonElement>> CommandsAsync(RunningDashboard dashboard) =>
        [.. JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(
            "SELECT coalesce(jsonb_agg(convert_from(body, 'UTF8')::jsonb) FILTER (WHERE exchange = 'offboarding.job-action'), '[]')::text FROM offboarding.outbox"))
            .RootElement.EnumerateArray()];
}
