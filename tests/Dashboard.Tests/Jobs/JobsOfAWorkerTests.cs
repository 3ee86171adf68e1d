using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Jobs;

/// <summary>Hangfire's pages with a real worker behind them: a handover that fails, and an operator's buttons.</summary>
public sealed class JobsOfAWorkerTests(TestServers servers)
{
    private const string Step = "reassign-conversations";
    private const string Notice = "#job-notice";

    private static readonly (string, string) WaitsForAnHour = ("Steps:FirstRetryAfter", "01:00:00");
    private static readonly (string, string) FailsAtOnce = ("Steps:MaxAttempts", "1");

    [Fact]
    public async Task Requeue_of_a_failed_job_brings_the_case_to_its_end_and_the_audit_trail_names_who_pressed_it()
    {
        await using Scene scene = await Scene.SetAsync(servers, FailsAtOnce);
        string job = await scene.ShownAsync("/hangfire/jobs/failed");
        await scene.EndTroubleAsync();
        await scene.Page.GotoAsync($"/hangfire/jobs/details/{job}");

        await scene.PressAsync("Requeue");

        await Assertions.Expect(scene.Page.Locator(Notice)).ToContainTextAsync("1 job requeued.", new() { Timeout = 15_000 });
        await scene.CaseBecomesAsync("completed");
        await scene.JobBecomesAsync(job, "Succeeded");
        await Assertions.Expect(scene.Page.Locator("body")).ToContainTextAsync("Requeued by operator");
        await scene.ScreenshotAsync("worker-requeued");
        (await scene.AuditAsync()).ShouldContain("operator step-retried");
        await scene.Page.GetByRole(AriaRole.Link, new() { Name = $"case {scene.Case}" }).ClickAsync();
        await Assertions.Expect(scene.Page.Locator("main")).ToContainTextAsync("Completed");
    }

    [Fact]
    public async Task Enqueue_of_a_waiting_retry_runs_it_now_on_the_same_job()
    {
        await using Scene scene = await Scene.SetAsync(servers, WaitsForAnHour);
        string job = await scene.ShownAsync("/hangfire/retries");
        await Assertions.Expect(scene.Page.Locator("tbody tr")).ToContainTextAsync($"{Step} for case {scene.Case}, attempt 2 of");
        await scene.ScreenshotAsync("worker-retries");
        await scene.EndTroubleAsync();
        await scene.Page.Locator(".js-jobs-list-checkbox").CheckAsync();

        await scene.PressAsync("Enqueue jobs");

        await Assertions.Expect(scene.Page.Locator(Notice)).ToContainTextAsync("1 job enqueued.", new() { Timeout = 15_000 });
        await scene.CaseBecomesAsync("completed");
        await scene.JobBecomesAsync(job, "Succeeded");
        await Assertions.Expect(scene.Page.Locator("body")).ToContainTextAsync("Enqueued now by operator");
        (await scene.JobsOfCaseAsync()).ShouldBe(1);
        (await scene.AuditAsync()).ShouldContain("operator ");
    }

    [Fact]
    public async Task The_button_of_a_waiting_jobs_own_page_runs_it_now()
    {
        await using Scene scene = await Scene.SetAsync(servers, WaitsForAnHour);
        string job = await scene.ShownAsync("/hangfire/retries");
        await scene.EndTroubleAsync();
        await scene.Page.GotoAsync($"/hangfire/jobs/details/{job}");

        await scene.PressAsync("Requeue");

        await Assertions.Expect(scene.Page.Locator(Notice)).ToContainTextAsync("1 job enqueued.", new() { Timeout = 15_000 });
        await scene.CaseBecomesAsync("completed");
    }

    [Fact]
    public async Task Delete_of_a_waiting_retry_fails_its_step_at_once_and_the_jobs_page_says_who_did_it_and_what_it_means()
    {
        await using Scene scene = await Scene.SetAsync(servers, WaitsForAnHour);
        string job = await scene.ShownAsync("/hangfire/retries");
        await scene.Page.Locator(".js-jobs-list-checkbox").CheckAsync();

        await scene.PressAsync("Delete selected");

        await Assertions.Expect(scene.Page.Locator(Notice)).ToContainTextAsync("1 job deleted.", new() { Timeout = 15_000 });
        await scene.CaseBecomesAsync("needs-attention");
        await scene.JobBecomesAsync(job, "Deleted");
        await Assertions.Expect(scene.Page.Locator("body")).ToContainTextAsync("Deleted by operator: no further attempt; the step has failed and its case needs attention");
        (await scene.AuditAsync()).ShouldContain("operator retry-given-up");
    }

    [Fact]
    public async Task A_retry_in_our_own_dashboard_moves_the_same_job_and_no_list_shows_the_step_twice()
    {
        await using Scene scene = await Scene.SetAsync(servers, FailsAtOnce);
        string job = await scene.ShownAsync("/hangfire/jobs/failed");
        await scene.EndTroubleAsync();
        await scene.Page.GotoAsync($"/cases/{scene.Case}");
        await Assertions.Expect(scene.Page.Locator($"a[href='/hangfire/jobs/details/{job}']")).ToBeVisibleAsync();
        await scene.Page.Locator($"#retry-{Step} summary").ClickAsync();
        await scene.Page.Locator($"#retry-{Step} button").ClickAsync();

        await scene.CaseBecomesAsync("completed");
        await Eventually.ValueAsync(
            () => scene.Database.ReadAsync<string>("SELECT statename FROM hangfire.job WHERE id = @job", ("job", long.Parse(job, System.Globalization.CultureInfo.InvariantCulture))),
            state => state is "Succeeded" or "Deleted", "the job to leave the list of failed ones", cancellationToken: TestContext.Current.CancellationToken);
        (await scene.JobsOfCaseAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_triggered_recurring_job_runs_and_its_page_has_the_result()
    {
        await using Scene scene = await Scene.SetAsync(servers, FailsAtOnce);
        await scene.Page.GotoAsync("/hangfire/recurring");
        await Eventually.TrueAsync(
            async () =>
            {
                await scene.Page.ReloadAsync();
                return await scene.Page.Locator("input[value='audit-verification']").CountAsync() == 1;
            },
            "the recurring jobs to be there", cancellationToken: TestContext.Current.CancellationToken);
        await scene.Page.Locator("input[value='audit-verification']").CheckAsync();

        await scene.PressAsync("Trigger now");

        await Assertions.Expect(scene.Page.Locator(Notice)).ToContainTextAsync("1 job triggered.", new() { Timeout = 15_000 });
        string job = await Eventually.ValueAsync(
            () => scene.Database.ReadAsync<string>("SELECT coalesce(max(id)::text, '') FROM hangfire.job WHERE arguments ->> 0 = '\"audit-verification\"' AND statename = 'Succeeded'"),
            id => id.Length > 0, "the verification to run", cancellationToken: TestContext.Current.CancellationToken);
        await scene.Page.GotoAsync($"/hangfire/jobs/details/{job}");
        await Assertions.Expect(scene.Page.Locator("body")).ToContainTextAsync("Maintenance of the worker");
        await Assertions.Expect(scene.Page.Locator(".state-card").First).ToContainTextAsync("Result");
        await scene.ScreenshotAsync("worker-triggered");
    }

    /// <summary>A departure whose handover fails, a worker, and an operator in a browser.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        private RunningDashboard _dashboard = null!;
        private IHost _worker = null!;
        private BrowserPage _browser = null!;

        public Guid Case { get; private set; }

        public IPage Page => _browser.Page;

        public TestDatabase Database => _dashboard.Database;

        public static async Task<Scene> SetAsync(TestServers servers, params (string Key, string Value)[] settings)
        {
            var scene = new Scene { _dashboard = await RunningDashboard.StartAsync(servers) };
            TestWorkspace workspace = await new WorkspaceBuilder().WithConversations(open: 30).SaveAsync(scene.Database, TestContext.Current.CancellationToken);
            await scene.Database.ExecuteAsync(
                """
                CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
                CREATE TRIGGER trouble BEFORE UPDATE ON workspace.conversations FOR EACH ROW EXECUTE FUNCTION trouble()
                """);
            scene._worker = await WorkerInProcess.StartAsync(
                scene.Database, [("Steps:LongestRetryAfter", "01:00:00"), ("Steps:SweepEvery", "00:00:00.200"), .. settings]);
            var request = new
            {
                requestId = Guid.NewGuid(),
                workspaceId = workspace.Id,
                userId = workspace.Leaver,
                requestedBy = workspace.Admin,
                reason = "left-company",
                handover = new { conversations = new { strategy = "unassigned" } },
            };
            await scene.Database.ExecuteAsync(
                """
                INSERT INTO offboarding.outbox (message_id, exchange, body) VALUES (@id, 'offboarding.deactivate-user', convert_to(@body, 'UTF8'));
                SELECT pg_notify('offboarding_outbox', '')
                """,
                ("id", request.requestId), ("body", JsonSerializer.Serialize(request)));
            scene.Case = await Eventually.ValueAsync(
                () => scene.Database.ReadAsync<Guid>("SELECT coalesce((SELECT id FROM offboarding.cases WHERE request_id = @id), '00000000-0000-0000-0000-000000000000')", ("id", request.requestId)),
                id => id != Guid.Empty, "the case to be opened", TimeSpan.FromMinutes(1), cancellationToken: TestContext.Current.CancellationToken);
            scene._browser = await scene._dashboard.OpenAsAsync(Role.Operator);
            scene.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
            return scene;
        }

        /// <summary>Waits until the only job of the case is on a page, and stays there.</summary>
        /// <returns>Its id.</returns>
        public async Task<string> ShownAsync(string path)
        {
            ILocator link = Page.Locator("tbody tr a[href*='/hangfire/jobs/details/']").Filter(new LocatorFilterOptions { HasText = "#" });
            await Eventually.TrueAsync(
                async () =>
                {
                    await Page.GotoAsync(path);
                    return await link.CountAsync() == 1;
                },
                $"the job to be on {path}", TimeSpan.FromMinutes(1), cancellationToken: TestContext.Current.CancellationToken);
            return (await link.InnerTextAsync()).TrimStart('#');
        }

        public Task PressAsync(string button) =>
            Page.Locator("button[data-url], button[data-ajax]").Filter(new LocatorFilterOptions { HasText = button }).ClickAsync();

        public Task EndTroubleAsync() => Database.ExecuteAsync("DROP TRIGGER trouble ON workspace.conversations");

        public Task<string> CaseBecomesAsync(string state) => Eventually.ValueAsync(
            () => Database.ReadAsync<string>("SELECT state FROM offboarding.cases WHERE id = @id", ("id", Case)), now => now == state, $"the case to be {state}",
            TimeSpan.FromMinutes(1), cancellationToken: TestContext.Current.CancellationToken);

        public Task JobBecomesAsync(string job, string state) => Eventually.TrueAsync(
            async () =>
            {
                await Page.GotoAsync($"/hangfire/jobs/details/{job}");
                return (await Page.Locator(".state-card").First.InnerTextAsync()).Contains(state, StringComparison.Ordinal);
            },
            $"the job to be {state}", TimeSpan.FromMinutes(1), cancellationToken: TestContext.Current.CancellationToken);

        public Task<long> JobsOfCaseAsync() =>
            Database.ReadAsync<long>("SELECT count(*) FROM hangfire.job WHERE arguments ->> 0 = @case", ("case", $"\"{Case}\""));

        public Task<string> AuditAsync() =>
            Database.ReadAsync<string>("SELECT coalesce(string_agg(actor || ' ' || action, '; ' ORDER BY id), '') FROM offboarding.audit WHERE case_id = @case", ("case", Case));

        public async Task ScreenshotAsync(string name)
        {
            if (Environment.GetEnvironmentVariable("OFFBOARDING_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"hangfire-{name}.png"), FullPage = true });
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_browser is not null)
            {
                await _browser.DisposeAsync();
            }

            if (_worker is not null)
            {
                await _worker.StopAsync(CancellationToken.None);
                _worker.Dispose();
            }

            await _dashboard.DisposeAsync();
        }
    }
}
