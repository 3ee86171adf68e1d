using System.Collections.Frozen;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Cases;

/// <summary>
/// Time zones by their IANA name: the canonical zones and the links to them. What else a machine finds under such a name is not taken: names of
/// Windows, <c>localtime</c>, and the copies with leap seconds (<c>right/...</c>), in which a day ends at another time.
/// </summary>
internal static class TimeZones
{
    /// <summary>A line has a canonical zone and the links to it, as the IANA database has them.</summary>
    private static readonly FrozenDictionary<string, string> CanonicalOf = Sql.File("time-zones.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
        .SelectMany(names => names.Select(name => KeyValuePair.Create(name, names[0]))).ToFrozenDictionary();

    /// <summary>The canonical name; null: the name is not known.</summary>
    public static string? Canonical(string name) => Find(name) is null ? null : CanonicalOf[name];

    /// <summary>The zone of a name, if the machine knows it.</summary>
    public static TimeZoneInfo? Find(string name) =>
        CanonicalOf.TryGetValue(name, out string? canonical)
        && (TimeZoneInfo.TryFindSystemTimeZoneById(canonical, out TimeZoneInfo? zone) || TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)) ? zone : null;
}
