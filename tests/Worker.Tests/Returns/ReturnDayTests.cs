using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Returns;

namespace Offboarding.Worker.Tests.Returns;

/// <summary>F2: an instant, or the first day of work where the person works. They are active when that day begins there.</summary>
public sealed class ReturnDayTests
{
    [Theory]
    [InlineData("2027-03-01", "Europe/Berlin", "2027-02-28T23:00:00Z")]
    [InlineData("2027-06-01", "Europe/Berlin", "2027-05-31T22:00:00Z")]
    [InlineData("2027-03-01", "America/Los_Angeles", "2027-03-01T08:00:00Z")]
    [InlineData("2027-03-01", "Pacific/Kiritimati", "2027-02-28T10:00:00Z")]
    public void A_date_begins_at_its_midnight_in_its_zone(string date, string zone, string begins) => Begins(date, zone).ShouldBe(DateTimeOffset.Parse(begins));

    [Fact]
    public void A_midnight_that_comes_twice_is_the_first_one_and_one_that_does_not_come_is_the_moment_of_the_change()
    {
        // Havana turned its clocks back at 01:00 on 3 November 2024; Santiago jumped over midnight between 7 and 8 September 2024.
        Begins("2024-11-03", "America/Havana").ShouldBe(DateTimeOffset.Parse("2024-11-03T04:00:00Z"));
        Begins("2024-09-08", "America/Santiago").ShouldBe(DateTimeOffset.Parse("2024-09-08T04:00:00Z"));
    }

    [Theory]
    [InlineData("""{"returnDate":"2027-03-01","timeZone":"Europe/Atlantis"}""", "timeZone", "not a known time zone")]
    [InlineData("""{"returnDate":"2027-03-01"}""", "timeZone", "a returnDate needs the time zone")]
    [InlineData("""{"returnDay":"2027-03-01T08:00:00Z","timeZone":"Europe/Berlin"}""", "timeZone", "with returnDate only")]
    [InlineData("""{"returnDate":"1.3.2027","timeZone":"Europe/Berlin"}""", "returnDate", "not a date")]
    [InlineData("""{"returnDate":"2027-03-01","timeZone":"Europe/Berlin","returnDay":"2027-03-01T08:00:00Z"}""", "returnDate", "say one of them")]
    [InlineData("{}", "returnDay", "is missing")]
    public void What_is_not_clear_is_refused(string json, string field, string problem)
    {
        var errors = new List<FieldError>();
        ReturnDayReader.ReadAlone(new FieldReader(JsonSerializer.Deserialize<JsonElement>(json), "", errors));
        FieldError error = errors.ShouldHaveSingleItem();
        error.Path.ShouldBe(field);
        error.Problem.ShouldContain(problem);
    }

    [Fact]
    public void Last_day_and_return_are_meant_in_the_same_time_zone()
    {
        var errors = new List<FieldError>();
        var json = JsonSerializer.Deserialize<JsonElement>("""{"lastDate":"2026-11-30","returnDate":"2027-03-01","timeZone":"Europe/Berlin"}""");
        (var lastDay, ReturnDay back) = ReturnDayReader.ReadWithLastDay(new FieldReader(json, "", errors));
        errors.ShouldBeEmpty();
        (lastDay.Zone, back.Zone).ShouldBe(("Europe/Berlin", "Europe/Berlin"));
    }

    private static DateTimeOffset? Begins(string date, string zone) => new ReturnDay(null, DateOnly.Parse(date), zone).Begins();
}
