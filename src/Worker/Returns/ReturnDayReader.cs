using Offboarding.Contracts;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Returns;

/// <summary>Reads a day of return: an instant, or a date with its time zone, or neither.</summary>
internal static class ReturnDayReader
{
    /// <summary>Next to a last day, whose time zone it shares.</summary>
    /// <param name="json">The message.</param>
    /// <param name="zoneIsUsed">The time zone is also of dates that are elsewhere.</param>
    public static (LastDay LastDay, ReturnDay Return) ReadWithLastDay(FieldReader json, bool zoneIsUsed = false)
    {
        LastDay lastDay = LastDayReader.Read(json, zoneIsUsed || json.Has("returnDate"));
        return (lastDay, Read(json, lastDay.Zone));
    }

    /// <summary>Alone, and required.</summary>
    public static ReturnDay ReadAlone(FieldReader json)
    {
        string? zone = json.Text("timeZone", 100, required: false);
        LastDayReader.CheckZone(json, zone, json.Has("returnDate") ? null : "returnDate");
        ReturnDay day = Read(json, zone is null ? null : TimeZones.Canonical(zone) ?? zone);
        if (!json.Has("returnDay") && !json.Has("returnDate"))
        {
            json.Wrong("returnDay", "is missing; say returnDay, or returnDate and timeZone");
        }

        return day;
    }

    private static ReturnDay Read(FieldReader json, string? zone)
    {
        DateTimeOffset? instant = json.Instant("returnDay");
        DateOnly? date = json.Date("returnDate");
        if (instant is not null && date is not null)
        {
            json.Wrong("returnDate", "is not used together with returnDay; say one of them");
        }

        if (date is not null && zone is null && !json.IsWrong("timeZone"))
        {
            json.Wrong("timeZone", "is missing; a returnDate needs the time zone it is meant in, like Europe/Berlin");
        }

        return new ReturnDay(instant, date, zone);
    }
}

/// <summary>A day of return as it was said: an instant, or a date in a time zone, or neither, which means never.</summary>
/// <param name="Instant">With offset.</param>
/// <param name="Date">The first day somebody works again.</param>
/// <param name="Zone">IANA name; known.</param>
public sealed record ReturnDay(DateTimeOffset? Instant, DateOnly? Date, string? Zone)
{
    /// <summary>When the person is to be active again; null: never. A date begins at its first midnight in its zone.</summary>
    public DateTimeOffset? Begins() => Instant ?? (Date is { } date && Zone is { } name && TimeZones.Find(name) is { } zone ? StartOf(date, zone) : null);

    /// <summary>The field it was said in, for errors.</summary>
    public string Field => Date is null ? "returnDay" : "returnDate";

    private static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone)
    {
        DateTime midnight = date.ToDateTime(TimeOnly.MinValue);
        // Where midnight comes twice the day begins at the first one; where clocks jump over it, at the jump (docs/adr/0012).
        TimeSpan offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}

/// <summary>The day of return a request says, in one piece.</summary>
internal static class ReturnOfRequest
{
    public static ReturnDay SaidReturn(this DeactivateUserRequested request) => new(request.ReturnDay, request.ReturnDate, request.TimeZone);
}
