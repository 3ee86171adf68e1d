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
