using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Offboarding.Worker.Alerts;

namespace Offboarding.Worker.Tests.Alerts;

/// <summary>Whom to tell what, and in which words.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTime Since = new(2026, 11, 28, 10, 41, 0, DateTimeKind.Utc);
    private static readonly AlertFact Steps = new("failed-steps", "reassign-leads 53100", 100, Since, "reassign-leads", "53100");
    private static readonly DateTime Now = Since.AddHours(1);
    private static readonly TimeSpan AllClearAfter = TimeSpan.FromMinutes(3);

    [Fact]
    public void A_hundred_equal_failures_are_one_message_and_no_second_one_until_they_are_ten_times_as_many()
    {
        Decide([Steps], []).News.ShouldBe([Steps]);
        Told told = new(Steps.Kind, Steps.Subject, 100);
        Decide([Steps with { Count = 999 }], [told]).News.ShouldBeEmpty();
        Decide([Steps with { Count = 1000 }], [told]).News.Single().Count.ShouldBe(1000);
    }

    [Fact]
    public void What_shrank_and_grows_again_is_told_again()
    {
        Told told = new(Steps.Kind, Steps.Subject, 100);
        Told fewer = Decide([Steps with { Count = 5 }], [told]).Changed.Single();
        fewer.ShouldBe(told with { ToldCount = 5 });
        Decide([Steps with { Count = 49 }], [fewer]).News.ShouldBeEmpty();
        Decide([Steps with { Count = 50 }], [fewer]).News.Single().Count.ShouldBe(50);
        Decide([Steps with { Count = 5 }], [told], isQuiet: true).Changed.ShouldBe([fewer], "also in quiet hours");
    }

    [Fact]
    public void What_is_over_is_told_once_and_only_if_it_was_told_before()
    {
        Told told = new("late-lockout", "", 100);
        AlertDecision over = Decide([], [told]);
        (over.News.Count, over.Over.Single(), over.Changed.Count).ShouldBe((0, told with { AbsentSince = Now }, 0));
        Decide([], []).Over.ShouldBeEmpty();
    }

    [Fact]
    public void Failed_steps_are_over_only_when_none_has_failed_for_a_while_because_a_retry_is_not_an_end()
    {
        Told told = new(Steps.Kind, Steps.Subject, 100);
        AlertDecision retried = Decide([], [told]);
        retried.Over.ShouldBeEmpty();
        Told absent = retried.Changed.Single();
        absent.AbsentSince.ShouldBe(Now);

        AlertDecision failedAgain = Decide([Steps], [absent]);
        (failedAgain.News.Count, failedAgain.Over.Count, failedAgain.Changed.Single()).ShouldBe((0, 0, told));
        Decide([], [absent with { AbsentSince = Now - AllClearAfter }]).Over.Count.ShouldBe(1);
        AlertDecision waiting = Decide([], [absent with { AbsentSince = Now - AllClearAfter / 2 }]);
        (waiting.Over.Count, waiting.Changed.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void In_quiet_hours_nothing_is_told()
    {
        AlertDecision quiet = Decide([Steps], [new Told("late-lockout", "", 1)], isQuiet: true);
        (quiet.News.Count, quiet.Over.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData("22:00-07:00", "2026-11-28T20:59:00Z", false)]
    [InlineData("22:00-07:00", "2026-11-28T21:00:00Z", true)]
    [InlineData("22:00-07:00", "2026-11-29T05:59:00Z", true)]
    [InlineData("22:00-07:00", "2026-11-29T06:00:00Z", false)]
    [InlineData("12:00-13:00", "2026-11-28T11:30:00Z", true)]
    [InlineData(null, "2026-11-28T23:00:00Z", false)]
    public void Quiet_hours_are_those_of_the_time_zone_and_may_pass_midnight(string? hours, string now, bool isQuiet) =>
        new AlertsOptions { QuietHours = hours, TimeZone = "Europe/Berlin" }.IsQuiet(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(isQuiet);

    [Fact]
    public void Each_channel_gets_its_shape_with_a_link_and_no_markup_of_others()
    {
        AlertsOptions options = new() { DashboardUrl = "https://ops.example/", Mail = new MailOptions { Host = "mail", From = "a@x.example", To = "b@x.example" } };
        foreach (string shape in new[] { "json", "slack", "teams" })
        {
            options.Webhooks[shape] = new WebhookOptions { Url = "https://hooks.example", Shape = shape };
        }

        AlertFact marked = Steps with { Error = "<b>&" };
        var messages = AlertText.Messages(new AlertDecision([marked], [], []), options).ToDictionary(static one => one.Channel, static one => one.Body);
        JsonElement json = JsonDocument.Parse(messages["webhook:json"]).RootElement.GetProperty("troubles")[0];
        (json.GetProperty("kind").GetString(), json.GetProperty("count").GetInt64(), json.GetProperty("url").GetString())
            .ShouldBe(("failed-steps", 100, "https://ops.example/failures/group?step=reassign-leads&kind=%3Cb%3E%26"));
        JsonDocument.Parse(messages["webhook:slack"]).RootElement.GetProperty("text").GetString()!.ShouldContain("(&lt;b&gt;&amp;)");
        JsonElement card = JsonDocument.Parse(messages["webhook:teams"]).RootElement.GetProperty("attachments")[0].GetProperty("content");
        card.GetProperty("body")[1].GetProperty("text").GetString()!.ShouldContain("[Open](https://ops.example/");
        messages["mail"].ShouldContain("100 steps failed: reassign-leads");
    }

    [Fact]
    public void What_is_wrong_in_the_settings_is_named_with_its_key()
    {
        AlertsOptions options = new() { QuietHours = "at night", TimeZone = "Berlin", DashboardUrl = "ops", Mail = new MailOptions { Host = "mail", Port = 0 } };
        options.Webhooks["ops"] = new WebhookOptions { Url = "file:///etc/passwd", Shape = "xml" };
        List<ValidationResult> all = [.. options.Validate(new ValidationContext(options))];
        all[0].ErrorMessage.ShouldBe("is not an http or https address", "who knows the address of a webhook can post to it: it is not printed");
        all.SelectMany(static wrong => wrong.MemberNames).ShouldBe(
            ["Webhooks:ops:Url", "Webhooks:ops:Shape", "Mail:From", "Mail:To", "Mail:Port", "QuietHours", "TimeZone", "DashboardUrl"]);
    }

    private static AlertDecision Decide(IReadOnlyList<AlertFact> found, IReadOnlyList<Told> told, bool isQuiet = false) =>
        AlertRules.Decide(found, told, isQuiet, Now, AllClearAfter);
}
