using System.Globalization;

namespace Offboarding.Dashboard.Queries;

/// <summary>Where a page ends: the time and id of its last row. Written into addresses, so it stays right while rows arrive.</summary>
public sealed record Cursor(DateTime At, Guid Id)
{
    /// <inheritdoc />
    public override string ToString() => $"{At.Ticks:x}-{Id:N}";

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is no cursor.</summary>
    public static Cursor? Parse(string? text)
    {
        string[] parts = (text ?? "").Split('-');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long ticks)
            && ticks > 0 && ticks < DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[1], "N", out Guid id)
            ? new Cursor(new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }
}

/// <summary>Some rows and where the next ones begin, if there are any.</summary>
public sealed record Page<TRow>(IReadOnlyList<TRow> Rows, Cursor? Older);
