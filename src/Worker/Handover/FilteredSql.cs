using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Handover;

/// <summary>
/// Statements with conditions that count only when a request has a filter, written in the file as <c>/*filter ... filter*/</c>: without
/// a filter they are a comment, and a departure pays nothing for them.
/// </summary>
internal static class FilteredSql
{
    public static string Read(string fileName, bool filtered)
    {
        string sql = Sql.Read(fileName);
        return filtered
            ? sql.Replace("/*filter ", "", StringComparison.Ordinal).Replace(" filter*/", "", StringComparison.Ordinal)
            : sql;
    }

    /// <summary>Without a limit the largest time, which Npgsql writes as infinity.</summary>
    public static DateTime UpdatedBefore(WorkFilter? filter) => filter?.UpdatedBefore?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    /// <summary>Without a limit all states in which a conversation is open.</summary>
    public static string[] Statuses(WorkFilter? filter) =>
        [.. (filter?.ConversationStatuses ?? Enum.GetValues<ConversationStatus>()).Select(s => JsonNamingPolicy.KebabCaseLower.ConvertName(s.ToString()))];
}
