using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>F1: an instant, or a date where the person works. Access ends when that day is over there.</summary>
public sealed class LastDayTests
{
    [Theory]
    [InlineData("2026-11-30", "Europe/Berlin", "2026-11-30T23:00:00Z")]
    [InlineData("2026-06-30", "Europe/Berlin", "2026-06-30T22:00:00Z")]
    [InlineData("2026-12-31", "UTC", "2027-01-01T00:00:00Z")]
    [InlineData("2026-12-31", "America/Los_Angeles", "2027-01-01T08:00:00Z")]
    [InlineData("2026-12-31", "Pacific/Kiritimati", "2026-12-31T10:00:00Z")]
    [InlineData("2026-12-31", "Asia/Kathmandu", "2026-12-31T18:15:00Z")]
    public void A_date_ends_at_the_following_midnight_in_its_zone(string date, string zone, string ends) =>
        Ends(date, zone).ShouldBe(DateTimeOffset.Parse(ends));

    [Fact]
    public void A_day_on_which_clocks_change_ends_with_the_offset_of_its_end()
    {
        // Berlin, 25 October 2026: 25 hours long, ends in winter time.
        Ends("2026-10-25", "Europe/Berlin").ShouldBe(DateTimeOffset.Parse("2026-10-25T23:00:00Z"));
        (Ends("2026-10-25", "Europe/Berlin") - Ends("2026-10-24", "Europe/Berlin")).ShouldBe(TimeSpan.FromHours(25));
    }

    [Fact]
    public void A_midnight_that_does_not_exist_is_the_moment_of_the_change()
    {
        // Santiago turned its clocks forward at midnight between 6 and 7 September 2024 (00:00 became 01:00).
        Ends("2024-09-07", "America/Santiago").ShouldBe(DateTimeOffset.Parse("2024-09-08T04:00:00Z"));
    }

    [Fact]
    public void A_midnight_that_comes_twice_is_the_second_one()
    {
        // Havana turned its clocks back at 01:00 on 3 November 2024; 00:00 to 01:00 came twice.
        Ends("2024-11-02", "America/Havana").ShouldBe(DateTimeOffset.Parse("2024-11-03T05:00:00Z"));
    }

    [Fact]
    public void An_instant_is_what_it_says_and_nothing_is_now()
    {
        var instant = DateTimeOffset.Parse("2026-11-30T18:00:00+01:00");
        new LastDay(instant, null, null).Ends().ShouldBe(instant);
        new LastDay(null, null, null).Ends().ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"Europe/Atlantis"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"W. Europe Standard Time"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"../../etc/passwd"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"localtime"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"right/Europe/Berlin"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"posix/Europe/Berlin"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"europe/berlin"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"Factory"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"lastDate":"2026-11-30"}""", "timeZone", "is missing")]
    [InlineData("""{"timeZone":"Europe/Berlin"}""", "timeZone", "with lastDate only")]
    [InlineData("""{"lastDate":"30.11.2026","timeZone":"Europe/Berlin"}""", "lastDate", "not a date")]
    [InlineData("""{"lastDate":"2026-02-29","timeZone":"Europe/Berlin"}""", "lastDate", "not a date")]
    [InlineData("""{"lastDate":"2026-11-30","timeZone":"Europe/Berlin","lastDay":"2026-11-30T17:00:00Z"}""", "lastDate", "say one of them")]
    public void What_is_not_clear_is_refused(string json, string field, string problem)
    {
        var errors = new List<FieldError>();
        LastDayReader.Read(new FieldReader(JsonSerializer.Deserialize<JsonElement>(json), "", errors));
        FieldError error = errors.ShouldHaveSingleItem();
        (error.Path, error.Problem).ShouldBe((field, error.Problem));
        error.Problem.ShouldContain(problem);
    }

    [Theory]
    [InlineData(-25, "is in the past")]
    [InlineData(367 * 24, "days ahead")]
    public void A_day_too_far_away_is_refused(int hours, string problem)
    {
        var now = new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
        var refusal = LastDayRule.Check(new LastDay(new DateTimeOffset(now).AddHours(hours), null, null), "The last day", now);
        refusal!.Code.ShouldBe(RefusalCode.InvalidRequest);
        refusal.Message.ShouldContain(problem);
    }

    [Fact]
    public void Today_is_not_in_the_past_wherever_it_is_today()
    {
        var now = new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);
        foreach (string zone in new[] { "Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago" })
        {
            LastDayRule.Check(new LastDay(null, new DateOnly(2026, 11, 22), zone), "The last day", now).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("US/Pacific", "America/Los_Angeles")]
    [InlineData("UTC", "Etc/UTC")]
    public void A_zone_is_known_by_its_canonical_name_whatever_link_to_it_was_said(string said, string canonical)
    {
        var errors = new List<FieldError>();
        var json = JsonSerializer.SerializeToElement(new { lastDate = "2026-11-30", timeZone = said });
        LastDayReader.Read(new FieldReader(json, "", errors)).Zone.ShouldBe(canonical);
        errors.ShouldBeEmpty();
    }

    [Fact]
    public void Every_zone_of_the_list_is_known_to_the_machine_or_refused_and_never_another_one()
    {
        foreach (string line in Offboarding.Worker.Infrastructure.Database.Sql.File("time-zones.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] names = line.Split(' ');
            names.Select(TimeZones.Canonical).OfType<string>().ShouldAllBe(canonical => canonical == names[0]);
        }
    }

    private static DateTimeOffset? Ends(string date, string zone) => new LastDay(null, DateOnly.Parse(date), zone).Ends();
}
