using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Offboarding.Dashboard.Tests.Pages;

/// <summary>What went to whom and when, as an operator asks for it.</summary>
public sealed class EvidenceTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    [Fact]
    public async Task One_item_is_asked_for_by_its_number_and_each_move_leads_to_its_case()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();
        await browser.Page.GotoAsync("/");
        await browser.Page.Locator("nav .more summary").ClickAsync();
        await browser.Page.GetByRole(AriaRole.Link, new() { Name = "Handover history" }).ClickAsync();
        await browser.Page.Locator("input[name=item]").FillAsync("2000");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).First.ClickAsync();

        // Three recipients of the running case; the other cases moved fewer items, so number 2000 was never theirs.
        ILocator rows = browser.Page.Locator("#evidence tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(rows.First).ToContainTextAsync("Marta Lindqvist");
        await dashboard.Database.ExecuteAsync(
            "INSERT INTO offboarding.audit (workspace_id, actor, action, operation_id, details) SELECT workspace_id, 'ines', 'command-sent', request_id, '{}' FROM offboarding.cases WHERE id = @case",
            ("case", Seeded.Running));
        await browser.Page.ReloadAsync();
        await Assertions.Expect(rows.First.Locator("[data-says='requested by']")).ToContainTextAsync("ines, on behalf of ");
        await rows.First.GetByRole(AriaRole.Link, new() { Name = "Departure" }).ClickAsync();
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Marta Lindqvist");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_leaver_and_a_recipient_are_asked_for_by_name_address_or_id_and_a_program_gets_json()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync();

        JsonArray gave = await AskAsync(browser, "Marta Lindqvist");
        gave.Select(row => row!["items"]!.GetValue<long>()).ShouldBe([2380, 2380, 2380]);
        JsonArray got = await AskAsync(browser, "b0000000-0000-4000-8000-000000000006");
        got.Select(row => row!["items"]!.GetValue<long>()).Order().ShouldBe([400, 1204, 2380]);
        (await AskAsync(browser, "nobody of that name")).ShouldBeEmpty();
    }

    private static async Task<JsonArray> AskAsync(BrowserPage browser, string person)
    {
        IAPIResponse response = await browser.Page.APIRequest.GetAsync(
            $"/evidence?person={Uri.EscapeDataString(person)}", new() { Headers = [new("Accept", "application/json")] });
        response.Status.ShouldBe(200);
        return JsonNode.Parse(await response.TextAsync())!.AsArray();
    }
}
