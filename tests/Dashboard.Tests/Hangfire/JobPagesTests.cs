using System.Net;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.States;
using Hangfire.Storage.Monitoring;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;
using Offboarding.Dashboard.Tests.Support;
using Offboarding.Jobs;
using Offboarding.Testing;

namespace Offboarding.Dashboard.Tests.Hangfire;

/// <summary>Hangfire's own pages inside ours, with a job of the failed case of the busy day.</summary>
public sealed class JobPagesTests(TestServers servers)
{
    private const string Step = "reassign-conversations";

    [Fact]
    public async Task An_operator_requeues_a_failed_job_with_Hangfires_own_button_and_the_job_says_who_it_was()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (PostgreSqlStorage storage, string job) = await FailedJobAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/hangfire/jobs/failed");
        await Assertions.Expect(browser.Page.Locator("body")).ToContainTextAsync($"{Step} for case c0000000");

        await browser.Page.Locator("tbody input[type=checkbox]").CheckAsync();
        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Requeue jobs" }).ClickAsync();

        await BecomesAsync(storage, job, EnqueuedState.StateName);
        StateHistoryDto state = storage.GetMonitoringApi().JobDetails(job).History[0];
        state.Reason.ShouldBe("Requeued by operator");
        state.Data["Queue"].ShouldBe(JobQueues.Work);
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_operator_deletes_a_failed_job()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (PostgreSqlStorage storage, string job) = await FailedJobAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        browser.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await browser.Page.GotoAsync($"/hangfire/jobs/details/{job}");

        await browser.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Delete" }).ClickAsync();

        await BecomesAsync(storage, job, DeletedState.StateName);
        storage.GetMonitoringApi().JobDetails(job).History[0].Reason.ShouldBe("Deleted by operator");
    }

    [Fact]
    public async Task A_viewer_sees_jobs_and_can_do_nothing_to_them()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (PostgreSqlStorage storage, string job) = await FailedJobAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        foreach (string path in (string[])["/hangfire/jobs/failed", $"/hangfire/jobs/details/{job}"])
        {
            await browser.Page.GotoAsync(path);
            await Assertions.Expect(browser.Page.Locator("body")).ToContainTextAsync("for case c0000000");
            (await browser.Page.Locator("button[data-url]").CountAsync()).ShouldBe(0);
        }

        // With the token of a page of ours, as a script in the browser would send it.
        foreach (string act in (string[])[$"/hangfire/jobs/actions/requeue/{job}", $"/hangfire/jobs/actions/delete/{job}"])
        {
            (await browser.Page.EvaluateAsync<int>(
                """
                async path => (await fetch(path, { method: "POST", headers: {
                    [document.querySelector("meta[name=csrf-header]").content]: document.querySelector("meta[name=csrf-token]").content } })).status
                """,
                act)).ShouldBe((int)HttpStatusCode.Unauthorized);
        }

        storage.GetMonitoringApi().JobDetails(job).History[0].StateName.ShouldBe(FailedState.StateName);
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in_and_nobody_acts_without_a_form_of_ours()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (PostgreSqlStorage storage, string job) = await FailedJobAsync(dashboard);
        foreach ((string? role, string method, string path, HttpStatusCode expected) in new[]
        {
            (null, "GET", "/hangfire", HttpStatusCode.Redirect), (null, "GET", $"/hangfire/jobs/details/{job}", HttpStatusCode.Redirect),
            (null, "POST", $"/hangfire/jobs/actions/requeue/{job}", HttpStatusCode.Unauthorized),
            (Role.Operator, "POST", $"/hangfire/jobs/actions/requeue/{job}", HttpStatusCode.Forbidden),
        })
        {
            using HttpClient client = dashboard.Client(role);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "GET")
            {
                request.Headers.Accept.ParseAdd("text/html");
            }

            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(expected, $"{role} {method} {path}");
        }

        storage.GetMonitoringApi().JobDetails(job).History[0].StateName.ShouldBe(FailedState.StateName);
    }

    [Fact]
    public async Task Our_page_inside_shows_cases_with_progress_and_the_ways_lead_to_and_fro()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (_, string job) = await FailedJobAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);

        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"job {job}" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"case {Seeded.Failed}" }).ClickAsync();
        await browser.Page.WaitForURLAsync($"**/cases/{Seeded.Failed}");

        await browser.Page.GotoAsync("/hangfire/cases?state=needs-attention");
        ILocator row = browser.Page.Locator("tbody tr").Filter(new LocatorFilterOptions { Has = browser.Page.Locator($"a[href='/cases/{Seeded.Failed}']") });
        await Assertions.Expect(row.Locator("progress")).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("failed");
        await Assertions.Expect(row.Locator($"a[href='/hangfire/jobs/details/{job}']")).ToHaveCountAsync(1);
        (await row.InnerTextAsync()).ShouldMatch(@"^(\p{Lu}\.\s?)+", "a viewer sees initials");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_page_of_Hangfire_works_under_our_content_security_policy(string look)
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        (_, string job) = await FailedJobAsync(dashboard);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, look == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        foreach ((string name, string path) in new[]
        {
            ("overview", "/hangfire"), ("failed", "/hangfire/jobs/failed"), ("job", $"/hangfire/jobs/details/{job}"), ("cases", "/hangfire/cases"),
            ("retries", "/hangfire/retries"), ("scheduled", "/hangfire/jobs/scheduled"), ("recurring", "/hangfire/recurring"), ("servers", "/hangfire/servers"),
        })
        {
            (await browser.Page.GotoAsync(path))!.Status.ShouldBe(200, path);
            await Eventually.TrueAsync(
                async () => await browser.Page.EvaluateAsync<string>("document.readyState") == "complete", "the page to be complete",
                cancellationToken: TestContext.Current.CancellationToken);
            if (Environment.GetEnvironmentVariable("OFFBOARDING_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await browser.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"hangfire-{name}-{look}.png"), FullPage = true });
            }
        }

        browser.Complaints.ShouldBeEmpty();
    }

    /// <summary>As the worker leaves one behind when a step is out of attempts.</summary>
    private static async Task<(PostgreSqlStorage Storage, string Job)> FailedJobAsync(RunningDashboard dashboard)
    {
        var options = new PostgreSqlStorageOptions { PrepareSchemaIfNecessary = false };
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(dashboard.Database.Worker + ";Pooling=false", options), options);
        var client = new BackgroundJobClient(storage, new JobFilterCollection());
        string job = client.Create(
            Job.FromExpression<IStepJob>(j => j.RunAsync(Seeded.Failed, Step, 1, CancellationToken.None), JobQueues.Work),
            new FailedState(new InvalidOperationException("Given up after attempt 3 (PostgresException); the case's page says why")));
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.step_jobs (workspace_id, case_id, step, slice, queue, job_id)
            SELECT workspace_id, case_id, name, 1, 'work', @job FROM offboarding.steps WHERE case_id = @case AND name = @step
            """,
            ("job", job), ("case", Seeded.Failed), ("step", Step));
        return (storage, job);
    }

    private static Task<string> BecomesAsync(PostgreSqlStorage storage, string job, string state) => Eventually.ValueAsync(
        () => Task.FromResult(storage.GetMonitoringApi().JobDetails(job).History[0].StateName), s => s == state, $"job {job} to be {state}",
        cancellationToken: TestContext.Current.CancellationToken);
}
