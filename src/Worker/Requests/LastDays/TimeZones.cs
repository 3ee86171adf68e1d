using System.Text.RegularExpressions;

namespace Offboarding.Worker.Requests.LastDays;

/// <summary>Time zones by their IANA name; the names of Windows mean different things on different machines and are not taken.</summary>
internal static partial class TimeZones
{
    public static TimeZoneInfo? Find(string name) =>
        Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) && zone.HasIanaId ? zone : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
