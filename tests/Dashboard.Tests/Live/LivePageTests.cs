using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using Offboarding.Dashboard.Live;

namespace Offboarding.Dashboard.Tests.Live;

public sealed class LivePageTests(TestServers servers, SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Progress =
        "UPDATE offboarding.steps SET done = @done, progress_at = now() WHERE case_id = @case AND name = 'reassign-conversations'";

    [Fact]
    public async Task A_progress_bar_moves_without_a_reload_while_the_worker_writes_rows()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await browser.Page.EvaluateAsync("window.sameDocument = true");
        ILocator bar = browser.Page.Locator("#step-reassign-conversations progress");
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", "7140");

        foreach (int done in (int[])[9_000, 14_500, 20_000])
        {
            await dashboard.Database.ExecuteAsync(Progress, ("done", done), ("case", Seeded.Running));
            await Assertions.Expect(bar).ToHaveAttributeAsync("value", done.ToString());
        }

        await dashboard.Database.ExecuteAsync(
            """
            UPDATE offboarding.steps SET status = 'done', finished_at = now() WHERE case_id = @case;
            UPDATE offboarding.cases SET state = 'completed', completed_at = now() WHERE id = @case
            """,
            ("case", Seeded.Running));
        await Assertions.Expect(browser.Page.Locator("#facts .badge")).ToHaveTextAsync("Completed");
        await Assertions.Expect(browser.Page.Locator("#step-reassign-conversations .badge")).ToHaveTextAsync("Done");
        (await browser.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue("the page was loaded again");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_of_the_list_moves_and_a_new_leaver_appears_without_a_reload()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await dashboard.Database.ExecuteAsync(Progress, ("done", 12_345), ("case", Seeded.Running));
        await Assertions.Expect(browser.Page.Locator($"#case-{Seeded.Running} .numbers")).ToHaveTextAsync("12,349 / 20,004");

        Guid newcomer = Guid.NewGuid();
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.cases (id, workspace_id, user_id, request_id, requested_by, reason, state, due_at)
            SELECT @id, workspace_id, id, gen_random_uuid(), id, 'left-company', 'signing-out', now()
            FROM workspace.users WHERE name = 'Chiara Fontana'
            """,
            ("id", newcomer));
        await Assertions.Expect(browser.Page.Locator("#cases tbody tr").First).ToHaveAttributeAsync("id", $"case-{newcomer}");
        await Assertions.Expect(browser.Page.Locator("#filters")).ToContainTextAsync("In progress3");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_viewer_has_opened_or_written_stays_while_the_page_changes_around_it()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Failed}");
        await browser.Page.Locator("#retry-reassign-conversations summary").ClickAsync();
        await browser.Page.Locator("#why-reassign-conversations").SayWhyAsync("Wei is back on");
        await browser.Page.Locator("#stack-reassign-conversations-1 summary").ClickAsync();

        await dashboard.Database.ExecuteAsync(Progress, ("done", 600), ("case", Seeded.Failed));
        await Assertions.Expect(browser.Page.Locator("#step-reassign-conversations progress")).ToHaveAttributeAsync("value", "600");
        await Assertions.Expect(browser.Page.Locator("#why-reassign-conversations")).ToHaveValueAsync("Wei is back on");
        await Assertions.Expect(browser.Page.Locator("#stack-reassign-conversations-1 pre")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lost_broker_and_a_dead_worker_are_said_in_words()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        ILocator strip = browser.Page.Locator("#strip");
        await Assertions.Expect(strip).ToContainTextAsync("2 workers online");
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.workers SET broker = 'disconnected', broker_since = now(), broker_error = 'connection refused'");
        await Assertions.Expect(strip).ToContainTextAsync("Connection to the broker lost");
        await Assertions.Expect(strip).ToContainTextAsync("connection refused");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.workers SET seen_at = now() - interval '1 min'");
        await Assertions.Expect(strip).ToContainTextAsync("No worker is online");
    }

    [Fact]
    public async Task Viewers_share_one_reader_and_nobody_reads_when_nobody_watches()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql");
        LiveFeed feed = dashboard.Services.GetRequiredService<LiveFeed>();
        await using (BrowserPage first = await dashboard.SignInAsync())
        await using (BrowserPage second = await dashboard.SignInAsync())
        {
            await Eventually.TrueAsync(() => feed.Viewers == 2, "two viewers", cancellationToken: TestContext.Current.CancellationToken);
            await Assertions.Expect(first.Page.Locator("#age")).ToContainTextAsync("live ·");
            await Assertions.Expect(second.Page.Locator("#age")).ToContainTextAsync("live ·");
            (await ConnectionsAsync(dashboard)).ShouldBeLessThanOrEqualTo(5);
        }

        await Eventually.TrueAsync(() => feed.Viewers == 0, "no viewer", cancellationToken: TestContext.Current.CancellationToken);
        await Eventually.ValueAsync(
            () => QuietForAsync(dashboard), quiet => quiet > TimeSpan.FromSeconds(1), "no read for five intervals",
            cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task When_the_database_goes_away_the_page_says_since_when_and_goes_on_by_itself()
    {
        await using var postgres = await PostgresServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        TestDatabase database = await TestDatabase.CreateAsync(postgres, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(Sql.Read("busy-day.sql"));
        await using RunningDashboard dashboard = await RunningDashboard.StartOnAsync(servers, database.Dashboard);
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");

        await postgres.KillAsync();
        await Assertions.Expect(browser.Page.Locator("#not-live")).ToContainTextAsync("Not live since", new() { Timeout = 20_000 });
        await Assertions.Expect(browser.Page.Locator("#not-live")).ToContainTextAsync("The database cannot be read.", new() { Timeout = 20_000 });
        await Assertions.Expect(browser.Page.Locator("#strip")).ToHaveCSSAsync("filter", "grayscale(1)");
        await using BrowserPage other = await RunningDashboard.OpenSignedInAsync(browser);
        IResponse? response = await other.Page.GotoAsync("/leavers");
        response!.Status.ShouldBe(503);
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("The database cannot be read");
        (await other.Page.ContentAsync()).ShouldNotContain("   at ");

        await postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        NpgsqlConnection.ClearAllPools();
        await Assertions.Expect(other.Page.Locator("h1")).ToHaveTextAsync("Leavers", new() { Timeout = 20_000 });
        await Assertions.Expect(browser.Page.Locator("#not-live")).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await database.ExecuteAsync(Progress, ("done", 19_000), ("case", Seeded.Running));
        await Assertions.Expect(browser.Page.Locator("#step-reassign-conversations progress")).ToHaveAttributeAsync("value", "19000");
    }

    [Fact]
    public async Task When_streams_are_cut_off_the_page_polls()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.RouteAsync("**/live/**", route => route.Request.Headers["accept"].Contains("event-stream", StringComparison.Ordinal)
            ? route.AbortAsync()
            : route.ContinueAsync());
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await dashboard.Database.ExecuteAsync(Progress, ("done", 15_000), ("case", Seeded.Running));
        await Assertions.Expect(browser.Page.Locator("#step-reassign-conversations progress"))
            .ToHaveAttributeAsync("value", "15000", new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task The_banner_keeps_its_reason_while_the_next_answer_is_awaited()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        int polls = 0;
        // The database hangs: the first poll is answered, and the next one waits.
        await browser.Page.RouteAsync("**/live/**", route => route.Request.Headers["accept"].Contains("event-stream", StringComparison.Ordinal) ? route.AbortAsync()
            : Interlocked.Increment(ref polls) == 1 ? route.FulfillAsync(new() { Status = 503 }) : Task.CompletedTask);
        await browser.Page.GotoAsync($"/cases/{Seeded.Running}");
        await Eventually.TrueAsync(() => Volatile.Read(ref polls) == 2, "the second poll", cancellationToken: TestContext.Current.CancellationToken);
        await Assertions.Expect(browser.Page.Locator("#not-live")).ToContainTextAsync("The database cannot be read. Not live since");
    }

    [Fact]
    public async Task A_search_that_fails_says_so_before_the_list_and_the_list_stays_and_goes_on()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        bool isAway = true;
        await browser.Page.RouteAsync("**/leavers?*", route => isAway ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await browser.Page.Locator("#search").PressSequentiallyAsync("lind");
        ILocator notice = browser.Page.Locator(".notice.warn");
        await Assertions.Expect(notice).ToHaveTextAsync("The database cannot be reached. Look at the page again before you repeat this.");
        await dashboard.Database.ExecuteAsync(Progress, ("done", 8000), ("case", Seeded.Running));
        await Assertions.Expect(browser.Page.Locator($"#case-{Seeded.Running}")).ToContainTextAsync("8,004 / 20,004");

        isAway = false;
        await browser.Page.Locator("#search").PressSequentiallyAsync("q");
        await Assertions.Expect(browser.Page.Locator("#cases tbody a.row")).ToHaveTextAsync(["Marta Lindqvist"]);
        await Assertions.Expect(notice).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_plan_of_an_open_case_and_that_nothing_was_moved_follow_what_happens()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync($"/cases/{Seeded.Scheduled}");
        await Assertions.Expect(browser.Page.Locator("#handover")).ToContainTextAsync("No work has been moved yet.");
        await dashboard.Database.ExecuteAsync("""UPDATE offboarding.cases SET plan = '{"conversations": {"strategy": "unassigned"}}' WHERE id = @case""", ("case", Seeded.Scheduled));
        await Assertions.Expect(browser.Page.Locator("#plan")).ToContainTextAsync("they become unassigned.");
        await dashboard.Database.ExecuteAsync(
            "UPDATE offboarding.cases SET state = 'completed', started_at = now(), sign_in_closed_at = now(), sessions_ended_at = now(), completed_at = now() WHERE id = @case", ("case", Seeded.Scheduled));
        await Assertions.Expect(browser.Page.Locator("#handover")).ToContainTextAsync("No work was moved.");
    }

    [Fact]
    public async Task A_count_that_stops_at_a_thousand_says_so_in_the_strip()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.parked_messages (message_name, endpoint, reason, error, body) SELECT 'offboarding.deactivate-user', 'e', 'unreadable', 'no JSON', '' FROM generate_series(1, 1200)");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await Assertions.Expect(browser.Page.Locator("#strip")).ToContainTextAsync("1,000+ dead letters");
    }

    private static Task<long> ConnectionsAsync(RunningDashboard dashboard) =>
        dashboard.Database.ReadAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'offboarding-dashboard' AND datname = current_database()");

    /// <summary>How long ago the dashboard last asked the database for anything.</summary>
    private static Task<TimeSpan> QuietForAsync(RunningDashboard dashboard) => dashboard.Database.ReadAsync<TimeSpan>(
        "SELECT now() - max(query_start) FROM pg_stat_activity WHERE application_name = 'offboarding-dashboard' AND datname = current_database()");

    [Fact]
    public async Task A_case_of_which_not_all_is_counted_has_no_percentage()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        Guid signingOut = await dashboard.Database.ReadAsync<Guid>("SELECT id FROM offboarding.cases WHERE state = 'signing-out'");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.steps SET done = 4, status = 'done' WHERE case_id = @case AND name = 'sign-out-sessions'", ("case", signingOut));
        await browser.Page.GotoAsync($"/cases/{signingOut}");
        await Assertions.Expect(browser.Page.Locator("#facts .overall")).ToContainTextAsync("4 done, the rest is not counted yet");
        await Assertions.Expect(browser.Page.Locator("#facts .overall progress")).Not.ToHaveAttributeAsync("value", "4");
        await browser.Page.GotoAsync("/leavers?state=in-progress");
        await Assertions.Expect(browser.Page.Locator($"#case-{signingOut}")).ToContainTextAsync("4 / ?");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.steps SET total = 10 WHERE case_id = @case AND total IS NULL", ("case", signingOut));
        await Assertions.Expect(browser.Page.Locator($"#case-{signingOut}")).ToContainTextAsync("4 / 24");
    }

    [Fact]
    public async Task Ten_visible_tabs_of_a_browser_all_load_and_all_move()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        // A browser that runs without a screen takes every tab for visible.
        List<IPage> tabs = [browser.Page];
        for (int tab = 1; tab < 10; tab++)
        {
            tabs.Add(await browser.Page.Context.NewPageAsync());
        }

        foreach (IPage tab in tabs)
        {
            await tab.GotoAsync($"/cases/{Seeded.Running}");
            await Assertions.Expect(tab.Locator("#age")).ToContainTextAsync("live ·");
        }

        await dashboard.Database.ExecuteAsync(Progress, ("done", 15_000), ("case", Seeded.Running));
        foreach (IPage tab in tabs)
        {
            await Assertions.Expect(tab.Locator("#step-reassign-conversations progress")).ToHaveAttributeAsync("value", "15000", new() { Timeout = 20_000 });
        }
    }
}
