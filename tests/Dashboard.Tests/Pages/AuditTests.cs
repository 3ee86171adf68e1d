using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Pages.Export;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>Who did what, when and why: filtered, checked, taken out.</summary>
public sealed class AuditTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task The_trail_is_filtered_by_what_the_address_says_and_an_entry_that_was_changed_is_named()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        await browser.Page.GotoAsync("/audit");
        await browser.Page.GetByLabel("Action").FillAsync("step-retried");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(browser.Page.Locator("table.audit")).ToContainTextAsync("the nightly import is over");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("reads as it was written");

        await browser.Page.GotoAsync($"/audit?about={Seeded.Failed}");
        await Assertions.Expect(browser.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(4);
        await Assertions.Expect(browser.Page.Locator("table.audit tbody td.wide").First).ToContainTextAsync("Tomás Okafor");
        await browser.Page.GotoAsync("/audit?about=b0000000-0000-4000-8000-000000000003");
        await Assertions.Expect(browser.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(4);
        await browser.Page.GotoAsync("/audit?actor=ines&to=2020-01-01");
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nothing matches");

        await dashboard.Database.ExecuteAsync("UPDATE offboarding.audit SET actor = 'nobody' WHERE action = 'step-retried'");
        await browser.Page.GotoAsync("/audit?action=step-retried");
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("1 entry on this page does not read as written");
        await Assertions.Expect(browser.Page.Locator("#export")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_the_page_prints_can_be_typed_and_what_is_not_understood_is_said_and_shows_and_exports_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync("/audit?action=Step%20retried");
        await Assertions.Expect(browser.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(1);

        string name = await dashboard.Database.ReadAsync<string>("SELECT name FROM workspace.users WHERE id = 'b0000000-0000-4000-8000-000000000003'");
        await browser.Page.GotoAsync("/audit");
        await browser.Page.GetByLabel("Case, person or operation").FillAsync(name);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(4);

        string operation = await browser.Page.Locator("table.audit a.sub code").First.InnerTextAsync();
        operation.Length.ShouldBe(8);
        await browser.Page.GetByLabel("Case, person or operation").FillAsync(operation);
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("table.audit a.sub code").First).ToHaveTextAsync(operation);
        await Assertions.Expect(browser.Page.Locator("table.audit a.sub code", new() { HasTextRegex = new Regex($"^(?!{operation})") })).ToHaveCountAsync(0);

        // The form of the export carries what was asked for; a page that was open while the name changed must not export everything.
        await browser.Page.EvaluateAsync("document.querySelector('#export input[name=about]').value = 'Nobody of this name'");
        await browser.Page.Locator("#export summary").ClickAsync();
        await browser.Page.Locator("#why-export").SayWhyAsync("for the auditor");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "CSV" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("Nothing was exported");

        foreach (string filter in new[] { "about=Nobody%20of%20this%20name", "about=ffffffff", "workspace=Contoso", "from=yesterday" })
        {
            await browser.Page.GotoAsync($"/audit?{filter}");
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("The filter is not understood");
            await Assertions.Expect(browser.Page.Locator("table.audit")).ToHaveCountAsync(0);
            await Assertions.Expect(browser.Page.Locator("#export")).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task The_entry_of_an_undo_names_who_gets_the_work_back()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO offboarding.audit (workspace_id, case_id, actor, action, operation_id, details)
            SELECT workspace_id, id, 'ines', 'started', gen_random_uuid(), jsonb_build_object('kind', 'undo', 'givesTo', user_id) FROM offboarding.cases WHERE id = @case
            """,
            ("case", Seeded.Failed));
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator, scripts: false);
        foreach (string page in new[] { "/audit?action=started&actor=ines", $"/cases/{Seeded.Failed}" })
        {
            await browser.Page.GotoAsync(page);
            await Assertions.Expect(browser.Page.Locator(".pair", new() { HasText = "gives to" })).ToHaveTextAsync("gives to Tomás Okafor");
        }
    }

    [Theory]
    [InlineData("CSV", "csv")]
    [InlineData("JSON", "json")]
    public async Task An_admin_takes_it_out_as_a_file_and_that_is_in_the_trail(string button, string format)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Admin);
        await browser.Page.GotoAsync($"/audit?about={Seeded.Failed}");
        await browser.Page.Locator("#export summary").ClickAsync();
        await browser.Page.Locator("#why-export").SayWhyAsync("for the auditor");
        string text = await browser.Page.DownloadAsync(button);
        if (format == "json")
        {
            JsonElement[] entries = [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
            entries.Length.ShouldBe(4);
            entries.ShouldAllBe(entry => entry.GetProperty("hash").GetString()!.Length == 64);
        }
        else
        {
            string[] lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(5);
            lines[0].ShouldStartWith("id,at,workspaceId,caseId,actor");
            lines[1].ShouldContain(",ines,");
        }

        (await dashboard.Database.ReadAsync<string>(
            "SELECT concat_ws(' ', actor, details ->> 'format', details ->> 'comment', details #>> '{filter,about}') FROM offboarding.audit WHERE action = 'exported'"))
            .ShouldBe($"admin {format} for the auditor {Seeded.Failed}");
    }

    [Theory]
    [InlineData("=cmd|'/c calc'!A1", "\"'=cmd|'/c calc'!A1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("ines, \"the admin\"", "\"ines, \"\"the admin\"\"\"")]
    [InlineData("ines", "ines")]
    public async Task A_cell_is_quoted_where_it_must_be_and_is_never_a_formula(string actor, string cell)
    {
        await using var written = new StringWriter();
        AuditRow row = new() { Id = 7, Actor = actor, Action = "x", Details = """{"a":"b, c"}""" };
        await TableFile.CsvAsync(written, Exports.AuditColumns, new[] { row }.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        string line = written.ToString().Split("\r\n")[1];
        line.ShouldContain($",{cell},");
        line.ShouldContain("\"{\"\"a\"\":\"\"b, c\"\"}\"");
    }

    [Fact]
    public async Task The_workers_say_what_they_have_in_hand_and_which_is_gone()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Viewer);
        await browser.Page.GotoAsync("/workers");
        ILocator first = browser.Page.Locator("article", new() { HasText = "worker-1" });
        await Assertions.Expect(first).ToContainTextAsync("Running: 2 steps");
        await Assertions.Expect(first).ToContainTextAsync("Reassign conversations");
        await Assertions.Expect(browser.Page.Locator("article", new() { HasText = "worker-0" })).ToContainTextAsync("Offline");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.workers SET doing = '[]' WHERE host = 'worker-1'");
        await Assertions.Expect(first).ToContainTextAsync("Idle");
        browser.Complaints.ShouldBeEmpty();
    }
}
