using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Cases;

/// <summary>Reads a last day: an instant, or a date with its time zone, or neither.</summary>
internal static class LastDayReader
{
    /// <param name="json">The message.</param>
    /// <param name="zoneIsUsed">Another date of the message is meant in the same time zone.</param>
    public static LastDay Read(FieldReader json, bool zoneIsUsed = false)
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

        CheckZone(json, zone, json.Has("lastDate") || zoneIsUsed ? null : "lastDate");
        return new LastDay(instant, date, zone is null ? null : TimeZones.Canonical(zone) ?? zone);
    }

    /// <summary>A time zone is known, and there is a date to use it with.</summary>
    /// <param name="json">The message.</param>
    /// <param name="zone">As it was said, or null.</param>
    /// <param name="missing">The date that it would be used with; null: there is one.</param>
    public static void CheckZone(FieldReader json, string? zone, string? missing)
    {
        if (zone is null || json.IsWrong("timeZone"))
        {
            return;
        }

        if (missing is not null)
        {
            json.Wrong("timeZone", $"is used with {missing} only");
        }

        if (TimeZones.Find(zone) is null)
        {
            json.Wrong("timeZone", $"'{zone}' is not a known time zone; a zone of the IANA database is expected, like Europe/Berlin");
        }
    }
}
