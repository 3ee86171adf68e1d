using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>A departure from the dashboard. No worker runs here: the test answers in its place, with rows a worker would write.</summary>
public sealed class NewTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string LastSent = "SELECT convert_from(body, 'UTF8') FROM offboarding.outbox ORDER BY id DESC LIMIT 1";

    private static readonly string Jonas = $"/new/{Seeded.Northwind}/{Seeded.Jonas}";

    [Fact]
    public async Task The_leaver_is_found_and_it_says_what_they_hold()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync("/new");
        await Assertions.Expect(browser.Page.Locator("#search")).ToBeFocusedAsync();
        await browser.Page.Locator("#search").PressSequentiallyAsync("jonas");
        await browser.Page.Locator("#people a.row").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Offboard Jonas Weber");
        await Assertions.Expect(browser.Page.Locator(".kind summary .numbers")).ToHaveTextAsync(
            ["0 open", "104 open", "92 open", "12 open"]);
        await Assertions.Expect(browser.Page.Locator(".notice")).ToContainTextAsync("has already been requested");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_the_field_and_nothing_is_sent()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync(Jonas);
        await browser.Page.Locator("#strategy-contacts").SelectOptionAsync("ratio");
        await browser.Page.Locator("details.kind").Nth(1).GetByLabel("Ada Marsh", new() { Exact = false }).First.CheckAsync();
        await browser.Page.Locator("[name=when][value=date]").CheckAsync();
        await browser.Page.GetByLabel("Also gives back what was handed over").CheckAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#wrong-contacts")).ToContainTextAsync("Enter how many, from 1 to 1,000,000.");
        await Assertions.Expect(browser.Page.Locator("#date-wrong")).ToContainTextAsync("Enter the last day.");
        await Assertions.Expect(browser.Page.Locator("#return-wrong")).ToContainTextAsync("Work is given back on the first day back");
        await Assertions.Expect(browser.Page.Locator("#why-wrong")).ToContainTextAsync("Enter a comment for the audit trail");
        await Assertions.Expect(browser.Page.Locator("#strategy-contacts")).ToHaveValueAsync("ratio");
        await Assertions.Expect(browser.Page.Locator("#outcome a[href='#why-new']")).ToHaveTextAsync("Comment");
        await Assertions.Expect(browser.Page.Locator("#outcome a[href='#day-new']")).ToHaveTextAsync("Last day");
        await Assertions.Expect(browser.Page.Locator("#outcome a[href='#asker']")).ToHaveTextAsync("On behalf of");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task A_preview_shows_the_load_of_each_colleague_before_anything_happens()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Jonas);
        // One plan for all work; leads have one of their own.
        await browser.Page.Locator("#strategy-all").SelectOptionAsync("round-robin");
        await browser.Page.Locator("[name='all.to']").Nth(0).CheckAsync();
        await browser.Page.Locator("[name='all.to']").Nth(1).CheckAsync();
        await browser.Page.Locator("#strategy-leads").SelectOptionAsync("unassigned");
        await browser.Page.Locator("#new").ChooseAskerAsync();
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        JsonElement sent = await SentAsync(dashboard);
        sent.GetProperty("dryRun").GetBoolean().ShouldBeTrue();
        JsonElement plan = sent.GetProperty("handover");
        plan.GetProperty("contacts").GetProperty("recipients").GetArrayLength().ShouldBe(2);
        plan.GetProperty("tasks").GetProperty("recipients").GetRawText().ShouldBe(plan.GetProperty("contacts").GetProperty("recipients").GetRawText());
        plan.GetProperty("leads").GetProperty("strategy").GetString().ShouldBe("unassigned");
        await AnswerAsync(sent.GetProperty("requestId").GetGuid());
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("If Jonas Weber left like this");
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("6,696");
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToBeFocusedAsync();
        await Assertions.Expect(browser.Page.Locator("#answer-title")).ToBeInViewportAsync();
        await Assertions.Expect(browser.Page.Locator("#strategy-all")).ToHaveValueAsync("round-robin");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'command-sent'")).ShouldBe(0);

        // The page does not wait for ever; an answer that comes later is found by the address it gives.
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("The answer will be on the page Previews", new() { Timeout = 20_000 });
        await AnswerAsync(JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(LastSent)).RootElement.GetProperty("requestId").GetGuid());
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "look for it" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("If Jonas Weber left");
        browser.Complaints.ShouldBeEmpty();

        Task AnswerAsync(Guid request) => dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.previews (id, workspace_id, user_id, request_id, requested_by, fingerprint, answer)
            SELECT gen_random_uuid(), workspace_id, user_id, @request, requested_by, fingerprint, answer FROM offboarding.previews WHERE id = @like
            """,
            ("request", request), ("like", Seeded.Preview));
    }

    [Fact]
    public async Task A_departure_is_scheduled_with_a_plan_and_leads_to_its_case()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Jonas);
        await browser.Page.Locator("#strategy-all").SelectOptionAsync("keep");
        await browser.Page.Locator("#strategy-leads").SelectOptionAsync("fixed");
        ILocator leads = browser.Page.Locator("details.kind").Nth(2);
        await leads.GetByLabel("Chiara Fontana", new() { Exact = false }).First.CheckAsync();
        await leads.GetByLabel("Amount of leads for Chiara Fontana").FillAsync("50");
        await leads.GetByLabel("becomes unassigned").CheckAsync();
        await browser.Page.Locator("#reason").SelectOptionAsync("contract-ended");
        await browser.Page.Locator("[name=when][value=date]").CheckAsync();
        await browser.Page.Locator("[name=lastDate]").FillAsync("2027-03-31");
        await browser.Page.Locator("#return-new").FillAsync("2027-09-01");
        await browser.Page.GetByLabel("Also gives back what was handed over").CheckAsync();
        await browser.Page.Locator("#why-new").SayWhyAsync("HR ticket 4711");
        Task click = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        JsonElement sent = await SentAsync(dashboard);
        JsonElement allocation = sent.GetProperty("handover").GetProperty("leads");
        (allocation.GetProperty("strategy").GetString(), allocation.GetProperty("leftover").GetString(), allocation.GetProperty("recipients")[0].GetProperty("amount").GetInt32())
            .ShouldBe(("fixed", "unassigned", 50));
        (sent.GetProperty("lastDate").GetString(), sent.GetProperty("timeZone").GetString(), sent.GetProperty("reason").GetString())
            .ShouldBe(("2027-03-31", "Europe/Vienna", "contract-ended"));
        (sent.GetProperty("returnDate").GetString(), sent.GetProperty("giveBackWork").GetBoolean()).ShouldBe(("2027-09-01", true));
        sent.TryGetProperty("comment", out _).ShouldBeFalse();
        Guid request = sent.GetProperty("requestId").GetGuid();
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET request_id = @request WHERE id = @case", ("request", request), ("case", Seeded.Scheduled));
        await click;
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/cases/{Seeded.Scheduled}$"));
        await Assertions.Expect(browser.Page.Locator("#timeline li.act").First).ToContainTextAsync("HR ticket 4711");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_the_worker_comes_back_at_the_field_it_is_about()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Jonas);
        await browser.Page.Locator("#strategy-all").SelectOptionAsync("keep");
        await browser.Page.Locator("#strategy-leads").SelectOptionAsync("one-colleague");
        await browser.Page.Locator("details.kind").Nth(2).GetByLabel("Ben Castellanos", new() { Exact = false }).First.CheckAsync();
        await browser.Page.Locator("#why-new").SayWhyAsync("HR ticket 4711");
        Task click = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        JsonElement sent = await SentAsync(dashboard);
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.refusals (id, message_name, request_id, code, message, help, errors, body, content_type) VALUES
            (gen_random_uuid(), 'offboarding.deactivate-user', @request, 'recipient-not-eligible', 'Ben is not in sales.', 'Name somebody who is.',
             '[{"path": "handover.leads.recipients[0].userId", "problem": "is not a member of a sales team"}]', '', 'application/json')
            """,
            ("request", sent.GetProperty("requestId").GetGuid()));
        await click;
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("Refused: recipient not eligible");
        await Assertions.Expect(browser.Page.Locator("#wrong-leads")).ToContainTextAsync("is not a member of a sales team");
        await Assertions.Expect(browser.Page.Locator("#why-new")).ToHaveValueAsync("HR ticket 4711");
    }

    [Fact]
    public async Task What_somebody_holds_goes_to_their_team_unless_something_else_is_chosen()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO workspace.teams (workspace_id, id, name) VALUES (@workspace, @team, 'Support');
            INSERT INTO workspace.team_members (workspace_id, team_id, user_id)
            SELECT workspace_id, @team, id FROM workspace.users WHERE workspace_id = @workspace AND (id = @jonas OR name = 'Ada Marsh')
            """,
            ("workspace", Seeded.Northwind), ("team", Guid.NewGuid()), ("jonas", Seeded.Jonas));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Jonas);
        await Assertions.Expect(browser.Page.Locator("#strategy-all")).ToHaveValueAsync("least-loaded");
        await Assertions.Expect(browser.Page.Locator("[name='all.teams']")).ToBeCheckedAsync();
        await Assertions.Expect(browser.Page.Locator("#strategy-contacts")).ToHaveValueAsync("as-all");
        // He holds no conversation, and amounts mean nothing here.
        await Assertions.Expect(browser.Page.Locator("#strategy-conversations")).ToHaveValueAsync("keep");
        await Assertions.Expect(browser.Page.Locator("details.kind").Nth(1).Locator(".amount").First).ToBeHiddenAsync();
        await browser.Page.Locator("#strategy-contacts").SelectOptionAsync("ratio");
        await Assertions.Expect(browser.Page.Locator("details.kind").Nth(1).Locator(".amount").First).ToBeVisibleAsync();
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_team_somebody_has_to_be_chosen_or_the_work_has_to_stay_on_purpose()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync(Jonas);
        await browser.Page.Locator("#why-new").SayWhyAsync("HR ticket 4711");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#wrong-all")).ToContainTextAsync("Choose who receives");
        await Assertions.Expect(browser.Page.Locator("#outcome a[href='#strategy-all']")).ToHaveTextAsync("All work goes");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task A_plan_is_saved_for_the_workspace_replaced_used_for_a_list_and_removed_and_the_trail_says_who()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        IPage page = browser.Page;
        await page.GotoAsync(Jonas);
        await page.Locator("#saved-plans summary").ClickAsync();
        await page.Locator("#strategy-all").SelectOptionAsync("one-colleague");
        await page.Locator("#saved-plans button").Filter(new() { HasText = "Save the plan above" }).ClickAsync();
        await Assertions.Expect(page.Locator("#wrong-all")).ToContainTextAsync("exactly one colleague");
        await page.Locator("#strategy-all").SelectOptionAsync("ratio");
        await page.Locator("details.kind summary").First.ClickAsync();
        foreach (string kind in new[] { "conversations", "contacts", "leads", "tasks" })
        {
            await page.Locator($"#strategy-{kind}").SelectOptionAsync("as-all");
        }

        await page.Locator("#why-new").FillAsync("not lost");
        await page.Locator("[name='all.to']").Nth(0).CheckAsync();
        await page.Locator("input[name^='all.amount']").Nth(0).FillAsync("7");
        foreach (int time in new[] { 1, 2 })
        {
            await page.Locator("#plan-name").FillAsync("Nights");
            await page.Locator("#saved-plans button").Filter(new() { HasText = "Save the plan above" }).ClickAsync();
            await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("saved as “Nights”");
            await Assertions.Expect(page.Locator("#why-new")).ToHaveValueAsync("not lost");
            await Assertions.Expect(page.Locator("#saved-plan option")).ToHaveCountAsync(1);
        }

        await page.GotoAsync($"/new/list/{Seeded.Northwind}");
        await Assertions.Expect(page.Locator("#strategy-all")).ToHaveValueAsync("least-loaded");
        await page.Locator("#people").FillAsync("jonas.weber@northwind.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this plan" }).ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("“Nights” is filled in");
        await Assertions.Expect(page.Locator("#people")).ToHaveValueAsync("jonas.weber@northwind.example");
        await Assertions.Expect(page.Locator("#strategy-all")).ToHaveValueAsync("ratio");
        await Assertions.Expect(page.Locator("#strategy-leads")).ToHaveValueAsync("as-all");
        await Assertions.Expect(page.Locator("[name='all.to']:checked")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("input[name^='all.amount']").Nth(0)).ToHaveValueAsync("7");

        // Who receives by it leaves: that is said, and nobody is chosen in their place.
        await dashboard.Database.ExecuteAsync("""
            UPDATE workspace.users SET status = 'inactive', sign_in_closed_at = now()
            WHERE id = (SELECT (plan #>> '{contacts,recipients,0,userId}')::uuid FROM offboarding.saved_plans)
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this plan" }).ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("1 recipient of it is left out");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("“Nights” was removed");
        (await dashboard.Database.ReadAsync<string>(
            "SELECT string_agg(concat_ws(' ', action, actor, details ->> 'plan', details ->> 'replaced'), ', ' ORDER BY id) FROM offboarding.audit WHERE action LIKE 'plan-%'"))
            .ShouldBe("plan-saved operator Nights false, plan-saved operator Nights true, plan-removed operator Nights");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Theory]
    [InlineData("/new/{0}/{1}")]
    [InlineData("/new/list/{0}")]
    [InlineData("/people/{0}/{1}/work")]
    public async Task In_a_large_workspace_the_colleague_who_is_not_listed_is_found_chosen_and_not_lost_by_an_error(string address)
    {
        await using RunningDashboard dashboard = await StartAsync();
        await dashboard.Database.ExecuteAsync(
            """
            UPDATE workspace.workspaces SET seat_limit = 500 WHERE id = @workspace;
            INSERT INTO workspace.users (workspace_id, id, name, email)
            SELECT @workspace, gen_random_uuid(), 'Abel Ames ' || n, 'abel' || n || '@northwind.example' FROM generate_series(1, 70) n
            UNION ALL SELECT @workspace, gen_random_uuid(), 'Zoltan Zeman', 'zz@northwind.example'
            """,
            ("workspace", Seeded.Northwind));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        IPage page = browser.Page;
        await page.GotoAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Seeded.Northwind, Seeded.Jonas));
        ILocator zoltan = page.Locator("#kinds-title ~ .kind").First.GetByLabel("Zoltan Zeman", new() { Exact = false }).First;
        await Assertions.Expect(zoltan).ToHaveCountAsync(0);

        await page.Locator("#colleague").FillAsync("nobody is called so");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find colleague" }).ClickAsync();
        await Assertions.Expect(page.Locator("#colleague-wrong")).ToContainTextAsync("Nobody active here has “nobody is called so”");
        await page.Locator("#colleague").FillAsync("zolt zem");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find colleague" }).ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("“zolt zem”: 1 colleague, at the top of each list of recipients.");
        await zoltan.CheckAsync();

        // Other fields are wrong: who was chosen stays chosen, and is seen without scrolling the list.
        await page.Locator("form#new .go button:not(.outline)").ClickAsync();
        await Assertions.Expect(page.Locator("#outcome")).ToContainTextAsync("to correct. Nothing was sent.");
        await Assertions.Expect(zoltan).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("#kinds-title ~ .kind").First.Locator(".recipients tbody tr").First).ToContainTextAsync("Zoltan Zeman");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task A_viewer_is_told_in_words_that_the_page_is_not_for_them()
    {
        await using RunningDashboard dashboard = await StartAsync();
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        IResponse? response = await browser.Page.GotoAsync("/new");
        response!.Status.ShouldBe(403);
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("You may not see this page");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "New", Exact = true })).ToHaveCountAsync(0);
    }

    private async Task<RunningDashboard> StartAsync()
    {
        RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO workspace.contacts (workspace_id, assignee_id, name) SELECT @workspace, @user, 'Contact ' || n FROM generate_series(1, 104) n;
            INSERT INTO workspace.leads (workspace_id, assignee_id, title) SELECT @workspace, @user, 'Lead ' || n FROM generate_series(1, 92) n;
            INSERT INTO workspace.tasks (workspace_id, assignee_id, title) SELECT @workspace, @user, 'Task ' || n FROM generate_series(1, 12) n
            """,
            ("workspace", Seeded.Northwind), ("user", Seeded.Jonas));
        return dashboard;
    }

    private static async Task<JsonElement> SentAsync(RunningDashboard dashboard)
    {
        await Eventually.TrueAsync(async () => await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox") == 1, "a command to be sent");
        return JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(LastSent)).RootElement;
    }
}
