using Offboarding.Contracts;

namespace Offboarding.Worker.Cases;

/// <summary>A last day as it was said: an instant, or a date in a time zone, or neither, which means now.</summary>
/// <param name="Instant">With offset.</param>
/// <param name="Date">The last day somebody may work.</param>
/// <param name="Zone">IANA name; known.</param>
public sealed record LastDay(DateTimeOffset? Instant, DateOnly? Date, string? Zone)
{
    /// <summary>When access ends; null: now. A date ends at the following midnight in its zone (docs/adr/0012).</summary>
    public DateTimeOffset? Ends() => Instant ?? (Date is { } date && Zone is { } name && TimeZones.Find(name) is { } zone ? EndOf(date, zone) : null);

    private static DateTimeOffset EndOf(DateOnly date, TimeZoneInfo zone)
    {
        DateTime midnight = date.AddDays(1).ToDateTime(TimeOnly.MinValue);
        // Where clocks are turned back over midnight it comes twice: the day is over at the second one. Where they are turned
        // forward over it, it does not come at all; the offset before the change then gives the moment of the change.
        TimeSpan offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Min() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}

/// <summary>The last day a request says, in one piece.</summary>
internal static class LastDayOfRequest
{
    public static LastDay SaidLastDay(this DeactivateUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);

    public static LastDay SaidLastDay(this DeleteUserRequested request) => new(request.LastDay, request.LastDate, request.TimeZone);
}
