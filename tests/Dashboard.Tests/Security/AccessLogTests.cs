using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Security;

/// <summary>Who came in, was refused, or read personal data is kept, and can be written as JSON lines.</summary>
public sealed class AccessLogTests(TestServers servers)
{
    [Fact]
    public async Task Sign_ins_refusals_and_readings_of_personal_data_are_kept_and_written_as_lines_of_JSON()
    {
        string file = Path.GetTempFileName();
        try
        {
            await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, "busy-day.sql", ("Dashboard:AccessLog", file));
            await using BrowserPage browser = await dashboard.OpenAsync();
            await browser.Page.GotoAsync("/");
            foreach (string password in (string[])["not the password", RunningDashboard.Password])
            {
                await browser.Page.GetByLabel("Name").FillAsync("operator");
                await browser.Page.GetByLabel("Password").FillAsync(password);
                await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
                await Assertions.Expect(browser.Page.Locator(password == RunningDashboard.Password ? ".who .name" : "[role=alert]")).ToBeVisibleAsync();
            }

            await browser.Page.GotoAsync($"/cases/{Seeded.Failed}?asked={Seeded.Failed}");
            await browser.Page.ReloadAsync();
            (await browser.Page.GotoAsync("/access"))!.Status.ShouldBe(403);
            using HttpClient viewer = dashboard.Client(Role.Viewer);
            await viewer.GetAsync($"/cases/{Seeded.Running}", TestContext.Current.CancellationToken);
            await browser.Page.GotoAsync("/");
            await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await Assertions.Expect(browser.Page.Locator("h1")).ToHaveTextAsync("Sign in");

            string[] kept = [];
            await Eventually.TrueAsync(
                async () =>
                {
                    kept = [.. (await dashboard.Database.ReadAsync<string>(
                        "SELECT coalesce(string_agg(event || ' ' || coalesce(actor, '-') || ' ' || coalesce(path, '-'), '|' ORDER BY id), '') FROM offboarding.access_log")).Split('|')];
                    return kept.Any(static line => line.StartsWith("signed-out", StringComparison.Ordinal));
                },
                "the sign-out in the access log", cancellationToken: TestContext.Current.CancellationToken);
            kept.ShouldContain("sign-in-failed operator /sign-in/password");
            kept.ShouldContain("signed-in operator /sign-in/password");
            kept.ShouldContain("denied operator /access");
            kept.ShouldContain("signed-out operator /sign-out");
            kept.Count(line => line == $"personal-data-read operator /cases/{Seeded.Failed}").ShouldBe(1, "the same page again within ten minutes is not another entry, and its question mark is left out");
            kept.ShouldNotContain(line => line.StartsWith("personal-data-read viewer", StringComparison.Ordinal), "a viewer saw no personal data");

            JsonElement[] lines = [.. (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Select(static line => JsonDocument.Parse(line).RootElement)];
            lines.Length.ShouldBe(kept.Length);
            lines.Select(static line => line.GetProperty("event").GetString()).ShouldContain("denied");
            lines.ShouldAllBe(static line => line.GetProperty("address").GetString() == "127.0.0.1" && line.GetProperty("at").GetDateTimeOffset().Offset == TimeSpan.Zero);

            await using BrowserPage admin = await dashboard.OpenAsAsync(Role.Admin);
            await admin.Page.GotoAsync("/access?event=denied");
            await Assertions.Expect(admin.Page.Locator("table.audit tbody tr")).ToHaveCountAsync(1);
            await Assertions.Expect(admin.Page.Locator("table.audit tbody tr")).ToContainTextAsync("operator");
            admin.Complaints.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task What_was_typed_as_a_name_is_not_kept_unless_it_is_one()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers);
        using var form = SignInForm.Of(dashboard);
        (await form.SendAsync("my secret, in the wrong field", "any")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Eventually.TrueAsync(
            async () => await dashboard.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.access_log WHERE event = 'sign-in-failed' AND actor IS NULL") == 1, "the failed sign-in", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("UPDATE offboarding.access_log SET actor = 'nobody'")]
    [InlineData("DELETE FROM offboarding.access_log")]
    [InlineData("DELETE FROM offboarding.dashboard_sessions")]
    public async Task Neither_role_can_change_the_log(string statement)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        foreach (string login in (string[])[database.Dashboard, database.Worker])
        {
            await using var connection = new Npgsql.NpgsqlConnection(login);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand(statement, connection);
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState.ShouldBe("42501");
        }
    }

    [Fact]
    public async Task An_operator_who_may_not_delete_sees_why_the_button_is_off()
    {
        await using RunningDashboard dashboard = await RunningDashboard.StartAsync(servers, Seeded.DeskDay);
        await using BrowserPage browser = await dashboard.OpenAsAsync(Role.Operator);
        await browser.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Hanna}");
        ILocator button = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Delete permanently" });
        await Assertions.Expect(button).ToBeDisabledAsync();
        await Assertions.Expect(button).ToHaveAccessibleDescriptionAsync("Needs the permission “delete”, which admins of this dashboard have.");
        using HttpClient operators = dashboard.Client(Role.Operator);
        (await operators.PostAsync($"/people/{Seeded.Northwind}/{Seeded.Hanna}/delete", null, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await using BrowserPage admin = await dashboard.OpenAsAsync(Role.Admin);
        await admin.Page.GotoAsync($"/people/{Seeded.Northwind}/{Seeded.Hanna}");
        await Assertions.Expect(admin.Page.Locator("#delete summary")).ToBeVisibleAsync();
    }
}
