using Offboarding.Contracts;
using Offboarding.Worker.Cases;

namespace Offboarding.Worker.Returns;

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
