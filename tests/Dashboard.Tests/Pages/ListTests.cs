using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Many people at once, pasted or as CSV.</summary>
public sealed class ListTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private static readonly string Address = $"/new/list/{Seeded.Northwind}";

    [Fact]
    public async Task A_line_that_is_wrong_is_said_at_the_line_and_nothing_is_sent()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync(Address);
        await browser.Page.Locator("#people").FillAsync($"jonas.weber@northwind.example\nnobody@northwind.example\nMarta\n{Seeded.Jonas}");
        await browser.Page.Locator("#why-new").SayWhyAsync("restructure");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        ILocator lines = browser.Page.Locator(".lines tbody tr");
        await Assertions.Expect(lines).ToHaveCountAsync(4);
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("3 lines of 4 to correct. Nothing was sent.");
        await Assertions.Expect(lines.Filter(new() { HasText = "nobody@" })).ToContainTextAsync("Nobody of this workspace.");
        await Assertions.Expect(lines.Filter(new() { HasText = "Marta" })).ToContainTextAsync("Neither an email address nor an id.");
        await Assertions.Expect(lines.Filter(new() { HasText = "This person is already on the list above." })).ToContainTextAsync("4");
        await Assertions.Expect(lines.Filter(new() { HasText = "Jonas Weber" })).ToHaveCountAsync(2);
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_wrong_is_named_as_the_page_names_it_in_its_order_and_leads_there_and_checked_lines_are_said_to_be_valid()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Address);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#outcome li a")).ToHaveTextAsync(["Who leaves", "On behalf of", "Comment"]);
        await browser.Page.Locator("#outcome li a").First.ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#people")).ToBeInViewportAsync();
        (await browser.Page.EvaluateAsync<string>("[...document.querySelectorAll('#outcome li a')].filter(a => !document.querySelector(a.hash)).map(a => a.hash).join()"))
            .ShouldBe("", "each link leads to something");

        await browser.Page.Locator("#people").FillAsync("jonas.weber@northwind.example\nben.castellanos@northwind.example");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Check the lines" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToHaveTextAsync("2 lines, all valid. Nothing was sent.", new() { UseInnerText = true });
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_comes_with_other_lines_in_the_box_is_named_and_nothing_is_sent()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Address);
        await Assertions.Expect(browser.Page.Locator("label[for=file]")).ToContainTextAsync("up to 1 MB and 10,000 lines");
        (byte[] Bytes, string Problem)[] files =
        [
            (System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("somebody.with.a.long.name@northwind.example,2027-01-31\n", 20_000))), "has 1,100,000 bytes; files up to 1 MB"),
            ([], "is empty"),
            (System.Text.Encoding.UTF8.GetBytes("ben.castellanos@northwind.example\n"), "lines in the box: only one of them can be sent"),
        ];
        foreach ((byte[] bytes, string problem) in files)
        {
            await browser.Page.Locator("#people").FillAsync("jonas.weber@northwind.example");
            await browser.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "leavers.csv", MimeType = "text/csv", Buffer = bytes });
            await browser.Page.Locator("#why-new").SayWhyAsync("the office closes");
            await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("#people-wrong")).ToContainTextAsync(problem);
            await Assertions.Expect(browser.Page.Locator("#people-wrong")).ToContainTextAsync("Nothing was sent.");
            await Assertions.Expect(browser.Page.Locator("#people")).ToHaveValueAsync("jonas.weber@northwind.example");
        }

        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task A_csv_file_becomes_one_message_with_a_line_for_each_person()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Address);
        await browser.Page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "leavers.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("email,last day\njonas.weber@northwind.example,\nben.castellanos@northwind.example,2027-01-31\n"),
        });
        await browser.Page.Locator("#why-new").SayWhyAsync("the office closes");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Start or schedule" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("2 departures requested", new() { Timeout = 20_000 });
        JsonElement list = JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(
            "SELECT jsonb_agg(convert_from(body, 'UTF8')::jsonb)::text FROM offboarding.outbox WHERE exchange = 'offboarding.deactivate-users'")).RootElement;
        list.GetArrayLength().ShouldBe(1);
        list[0].GetProperty("workspaceId").GetGuid().ShouldBe(Seeded.Northwind);
        list[0].GetProperty("reason").GetString().ShouldBe("left-company");
        list[0].TryGetProperty("userId", out _).ShouldBeFalse();
        JsonElement users = list[0].GetProperty("users");
        users.GetArrayLength().ShouldBe(2);
        users[0].GetProperty("userId").GetGuid().ShouldBe(Seeded.Jonas);
        users[0].TryGetProperty("lastDate", out _).ShouldBeFalse();
        users[1].GetProperty("lastDate").GetString().ShouldBe("2027-01-31");
        users[1].GetProperty("timeZone").GetString().ShouldBe("Europe/Vienna");
        (await dashboard.Database.ReadAsync<string>("SELECT string_agg(concat_ws(' ', details ->> 'command', details ->> 'people', details ->> 'comment'), ',') FROM offboarding.audit WHERE action = 'command-sent'"))
            .ShouldBe("offboarding.deactivate-users 2 the office closes");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Show the list", Exact = true })).ToHaveAttributeAsync(
            "href", $"/lists/{Seeded.Northwind}/{list[0].GetProperty("requestId").GetString()}");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_preview_of_a_list_says_what_each_recipient_gets_in_all_and_which_lines_would_be_refused()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync(Address);
        await browser.Page.Locator("#people").FillAsync("jonas.weber@northwind.example\nben.castellanos@northwind.example");
        await browser.Page.Locator("#new").ChooseAskerAsync();
        Task click = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        const string Sent = "FROM offboarding.outbox WHERE exchange = 'offboarding.deactivate-users' AND convert_from(body, 'UTF8')::jsonb -> 'dryRun' = 'true'";
        await Eventually.TrueAsync(async () => await dashboard.Database.ReadAsync<long>($"SELECT count(*) {Sent}") == 1, "the preview to be asked for", cancellationToken: TestContext.Current.CancellationToken);
        await dashboard.Database.ExecuteAsync(
            $$"""
            INSERT INTO offboarding.previews (id, workspace_id, request_id, requested_by, fingerprint, answer)
            SELECT gen_random_uuid(), @workspace, (convert_from(body, 'UTF8')::jsonb ->> 'requestId')::uuid, gen_random_uuid(), sha256('list'),
                   json_build_object('eventId', gen_random_uuid(), 'requestId', gen_random_uuid(), 'workspaceId', @workspace, 'occurredAt', now(), 'people', 2, 'refused', 1, 'heldForApproval', true, 'refusal', NULL,
                     'refusedLines', json_build_array(json_build_object('position', 1, 'userId', NULL, 'code', 'only-owner', 'message', 'This is the only owner.')),
                     'kinds', json_build_array(
                       json_build_object('kind', 'conversations', 'open', 5000, 'kept', 0, 'unassigned', 0, 'recipients', json_build_array(json_build_object('userId', a.id, 'before', 1, 'gets', 5000, 'after', 5001))),
                       json_build_object('kind', 'leads', 'open', 60, 'kept', 10, 'unassigned', 0, 'recipients', json_build_array(json_build_object('userId', a.id, 'before', 0, 'gets', 50, 'after', 50)))))
            {{Sent.Replace("FROM offboarding.outbox", "FROM offboarding.outbox CROSS JOIN (SELECT id FROM workspace.users WHERE workspace_id = @workspace AND name = 'Ada Marsh') a", StringComparison.Ordinal)}}
            """,
            ("workspace", Seeded.Northwind));
        await click;
        await Assertions.Expect(browser.Page.Locator("#totals tbody tr")).ToHaveTextAsync(["Ada Marsh5,050"]);
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("1 line would be refused");
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("Ben Castellanos: This is the only owner.");
        await Assertions.Expect(browser.Page.Locator("#outcome")).ToContainTextAsync("approval of a second person");
        await Assertions.Expect(browser.Page.Locator("#people")).ToHaveValueAsync("jonas.weber@northwind.example\nben.castellanos@northwind.example");
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'command-sent'")).ShouldBe(0);

        // An answer that comes when nobody waits any more is found there.
        await browser.Page.GotoAsync("/previews");
        await Assertions.Expect(browser.Page.Locator("#previews tbody tr").First).ToContainTextAsync("by operator, on behalf of");
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "A list of 2 people" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("If a list of 2 people left");
        await Assertions.Expect(browser.Page.Locator("#totals tbody tr")).ToHaveTextAsync(["Ada Marsh5,050"]);
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Line 2: This is the only owner.");
        browser.Complaints.ShouldBeEmpty();
    }
}
