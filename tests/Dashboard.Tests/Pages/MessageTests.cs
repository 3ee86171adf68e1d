using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Pages;

public sealed class MessageTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Sent = "SELECT coalesce(jsonb_agg(convert_from(o.body, 'UTF8')::jsonb), '[]')::text FROM offboarding.outbox o";

    /// <summary>As the worker answers an edit.</summary>
    private const string Answer = """
        INSERT INTO offboarding.message_edits (id, message_id, message_name, sent, errors, original_body, original_content_type, body, edited_by, reason, workspace_id, request_id)
        SELECT @edit, r.id, r.message_name, @errors = '[]', @errors::jsonb, r.body, r.content_type, convert_to(@text, 'UTF8'), 'operator', 'HR said so by phone', r.workspace_id, r.request_id
        FROM offboarding.refusals r WHERE r.id = @message
        """;

    [Fact]
    public async Task Each_message_has_a_page_with_a_text_for_HR_that_is_copied_without_a_clipboard_too()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        // As a browser is over plain http.
        await browser.Page.AddInitScriptAsync(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.addEventListener('copy', () => { window.copied = document.activeElement.value; });");
        await browser.Page.GotoAsync("/messages");

        // The list says whom a request is about, and names people instead of their ids.
        await Assertions.Expect(browser.Page.Locator($"#message-{Seeded.Refused} .about")).ToHaveTextAsync("About Ingrid Solberg · Northwind Support", new() { UseInnerText = true });
        await Assertions.Expect(browser.Page.Locator($"#message-{Seeded.Refused}")).ToContainTextAsync("User Ingrid Solberg is the only owner");
        await browser.Page.Locator($"#message-{Seeded.Refused} h2 a").ClickAsync();
        await Assertions.Expect(browser.Page).ToHaveURLAsync(new Uri(dashboard.Address, $"/messages/{Seeded.Refused}").ToString());

        // Live updates have the names too.
        await Assertions.Expect(browser.Page.Locator("#age")).ToContainTextAsync("live ·");
        await Assertions.Expect(browser.Page.Locator($"#message-{Seeded.Refused} > p").Filter(new() { HasText = "is the only owner" })).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^User Ingrid Solberg is the only owner"));
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Copy for HR" }).ClickAsync();
        await Assertions.Expect(browser.Page.GetByRole(AriaRole.Button, new() { Name = "Copy for HR" })).ToHaveTextAsync("Copied");
        string copied = await browser.Page.EvaluateAsync<string>("window.copied");
        copied.ShouldSatisfyAllConditions(
            text => text.ShouldStartWith("Your request was refused; nothing was changed."),
            text => text.ShouldContain("Request id: 77777777-0000-4000-8000-000000000001"),
            text => text.ShouldContain($"Workspace: Northwind Support ({Seeded.Northwind})"),
            text => text.ShouldContain("About: Ingrid Solberg (b0000000-0000-4000-8000-000000000001), active"),
            text => text.ShouldContain("What was wrong: User Ingrid Solberg (b0000000-0000-4000-8000-000000000001) is the only owner"),
            text => text.ShouldContain("What to do: Make another active user an owner, then send the request again. Then send it as a new request"),
            text => text.ShouldEndWith($"Please quote {Seeded.Refused} if you ask about it."));

        await browser.Page.GotoAsync("/messages/d0000000-0000-4000-8000-000000000004");
        await Assertions.Expect(browser.Page.Locator("#for-hr")).ToContainTextAsync("- handover.conversations.recipients[0].amount: is -5; it must be between 1 and 1,000,000");
        await browser.Page.GotoAsync($"/messages/{Seeded.Parked}");
        await Assertions.Expect(browser.Page.Locator("#for-hr")).ToContainTextAsync("It could not be read. The body is no JSON");
        browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_is_replayed_and_discarded_on_its_own_page_also_without_scripts()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: false);
        await browser.Page.GotoAsync($"/messages/{Seeded.Parked}");
        await browser.Page.Locator($"#discard-{Seeded.Parked}").OpenAndSendAsync("not ours");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Dead letter");
        await Assertions.Expect(browser.Page.Locator("#notice-messages")).ToContainTextAsync("Requested: discard this message.");
        await browser.Page.GotoAsync("/messages/00000000-0000-4000-8000-000000000000");
        await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("No such message");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_edited_with_every_mistake_named_and_the_text_kept_and_both_texts_are_shown(bool scripts)
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await using BrowserPage browser = await dashboard.SignInAsync(scripts: scripts);
        await browser.Page.GotoAsync($"/messages/{Seeded.Refused}");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Edit and resend…" }).Or(browser.Page.GetByRole(AriaRole.Link, new() { Name = "Edit and resend…" })).ClickAsync();
        ILocator text = browser.Page.Locator("#text");
        (await text.InputValueAsync()).ShouldStartWith("{\n  \"requestId\": \"77777777-0000-4000-8000-000000000001\"");

        await text.FillAsync("{ \"reason\": \"bored\" }");
        await browser.Page.Locator("#edit button[type=submit]").ClickAsync();
        await Assertions.Expect(browser.Page.Locator("main .notice")).ToContainTextAsync("Enter a comment for the audit trail.");
        await Assertions.Expect(text).ToHaveValueAsync("{ \"reason\": \"bored\" }");
        (await SentAsync(dashboard)).ShouldBeEmpty();

        await browser.Page.Locator("#why-edit").FillAsync("HR said so by phone");
        await SendAsync(dashboard, browser.Page, """[{"path": "userId", "problem": "is missing"}, {"path": "reason", "problem": "'bored' is not one of left-company"}]""");
        ILocator notice = browser.Page.Locator("main .notice");
        await Assertions.Expect(notice).ToContainTextAsync("Nothing was sent.");
        await Assertions.Expect(notice).ToContainTextAsync("userId is missing");
        await Assertions.Expect(notice).ToContainTextAsync("reason 'bored' is not one of");
        await Assertions.Expect(text).ToHaveValueAsync("{ \"reason\": \"bored\" }");
        await Assertions.Expect(browser.Page.Locator("#why-edit")).ToHaveValueAsync("HR said so by phone");

        await text.FillAsync("{\n  \"requestId\": \"77777777-0000-4000-8000-000000000001\",\n  \"reason\": \"restructure\"\n}");
        await SendAsync(dashboard, browser.Page, "[]");
        await Assertions.Expect(browser.Page.Locator("#notice-messages")).ToContainTextAsync("Sent as a new message.");
        ILocator edit = browser.Page.Locator("#edits > section").First;
        await Assertions.Expect(edit).ToContainTextAsync("by operator");
        await Assertions.Expect(edit).ToContainTextAsync("Comment: HR said so by phone");
        await Assertions.Expect(edit.Locator(".side").First.Locator(".removed").First).ToContainTextAsync("- ");
        await Assertions.Expect(edit.Locator(".side").Last.Locator(".added")).ToContainTextAsync("\"reason\": \"restructure\"");
        await Assertions.Expect(edit).ToContainTextAsync("No answer yet.");
        await Assertions.Expect(browser.Page.Locator("#edits > section").Last).ToContainTextAsync("Edited, not sent");

        // What comes of it.
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.cases SET request_id = '77777777-0000-4000-8000-000000000001' WHERE id = @id", ("id", Seeded.Completed));
        if (!scripts)
        {
            await browser.Page.ReloadAsync();
        }

        await Assertions.Expect(edit.GetByRole(AriaRole.Link, new() { Name = "The resulting case" })).ToHaveAttributeAsync("href", $"/cases/{Seeded.Completed}");
        browser.Complaints.Where(static complaint => !complaint.Contains("400", StringComparison.Ordinal)).ShouldBeEmpty();

        JsonElement sent = (await SentAsync(dashboard))[^1];
        (sent.GetProperty("messageId").GetGuid(), sent.GetProperty("reason").GetString(), sent.GetProperty("requestedBy").GetString()).ShouldBe((Seeded.Refused, "HR said so by phone", "operator"));
        (await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'command-sent' AND details ->> 'comment' = 'HR said so by phone'")).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_no_request_of_a_workspace_or_was_sent_again_already_cannot_be_edited_and_a_viewer_edits_nothing()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync("UPDATE offboarding.parked_messages SET message_name = 'offboarding.approve-mass-change' WHERE id = @id", ("id", Seeded.Parked));
        await using (BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator))
        {
            await browser.Page.GotoAsync($"/messages/{Seeded.Parked}");
            await Assertions.Expect(browser.Page.GetByText("Edit and resend…")).ToHaveCountAsync(0);
            await browser.Page.GotoAsync($"/messages/{Seeded.Parked}/edit");
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("offboarding.approve-mass-change is no request of a workspace");
            await dashboard.Database.ExecuteAsync("UPDATE offboarding.refusals SET replayed_at = now(), replayed_by = 'ines' WHERE id = @id", ("id", Seeded.Refused));
            await browser.Page.GotoAsync($"/messages/{Seeded.Refused}/edit");
            await Assertions.Expect(browser.Page.Locator("main")).ToContainTextAsync("It has already been sent again.");
        }

        await using BrowserPage viewer = await dashboard.OpenAsAsync(Role.Viewer);
        await viewer.Page.GotoAsync("/messages/d0000000-0000-4000-8000-000000000004");
        await Assertions.Expect(viewer.Page.GetByText("Edit and resend…")).ToHaveCountAsync(0);
    }

    /// <summary>Presses the button and answers as the worker does.</summary>
    private static async Task SendAsync(RunningDashboard dashboard, IPage page, string errors)
    {
        int before = (await SentAsync(dashboard)).Count;
        string text = await page.Locator("#text").InputValueAsync();
        Task click = page.Locator("#edit button[type=submit]").ClickAsync();
        IReadOnlyList<JsonElement> sent = await Eventually.ValueAsync(() => SentAsync(dashboard), all => all.Count > before, "the edit to be sent");
        sent[^1].GetProperty("editedBody").GetString().ShouldBe(text);
        await dashboard.Database.ExecuteAsync(
            Answer, ("edit", sent[^1].GetProperty("requestId").GetGuid()), ("errors", errors), ("text", text), ("message", Seeded.Refused));
        await click;
    }

    private static async Task<IReadOnlyList<JsonElement>> SentAsync(RunningDashboard dashboard) =>
        [.. JsonDocument.Parse(await dashboard.Database.ReadAsync<string>(Sent)).RootElement.EnumerateArray()];
}
