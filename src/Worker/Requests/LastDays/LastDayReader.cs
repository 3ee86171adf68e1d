using Offboarding.Worker.Requests.Ingress;

namespace Offboarding.Worker.Requests.LastDays;

/// <summary>Reads a last day: an instant, or a date with its time zone, or neither.</summary>
internal static class LastDayReader
{
    public static LastDay Read(FieldReader json)
    {
        DateTimeOffset? instant = json.Instant("lastDay");
        DateOnly? date = json.Date("lastDate");
        string? zone = json.Text("timeZone", 100, required: false);
        if (instant is not null && date is not null)
        {
            json.Wrong("lastDate", "is not used together with lastDay; say one of them");
        }

        if (date is not null && zone is null && !json.IsWrong("timeZone"))
        {
            json.Wrong("timeZone", "is missing; a lastDate needs the time zone it is meant in, like Europe/Berlin");
        }

        if (date is null && zone is not null && !json.IsWrong("lastDate"))
        {
            json.Wrong("timeZone", "is used with lastDate only");
        }

        if (zone is not null && !json.IsWrong("timeZone") && TimeZones.Find(zone) is null)
        {
            json.Wrong("timeZone", $"'{zone}' is not a known time zone; an IANA name is expected, like Europe/Berlin");
        }

        return new LastDay(instant, date, zone);
    }
}
