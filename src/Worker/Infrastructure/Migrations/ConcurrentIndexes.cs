using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Migrations;

/// <summary>
/// A file of <c>CREATE INDEX CONCURRENTLY IF NOT EXISTS</c> and nothing else: each is built outside a transaction, so that nobody who writes waits for it. Begun again after it
/// was interrupted: PostgreSQL leaves an index that is not valid, which is dropped first.
/// </summary>
public abstract partial class ConcurrentIndexes(string fileName) : SqlMigration(fileName)
{
    /// <summary>A statement for the session: nobody is kept waiting for long.</summary>
    protected static string ShortLocks => Sql.Read("short-locks");

    protected override void Up(MigrationBuilder migrationBuilder) => AddIndexes(migrationBuilder, Text);

    /// <returns>How many there are in the text.</returns>
    protected static int AddIndexes(MigrationBuilder migrationBuilder, string text)
    {
        MatchCollection indexes = Index().Matches(text);
        foreach (Match index in indexes)
        {
            migrationBuilder.Sql(ShortLocks, suppressTransaction: true);
            migrationBuilder.Sql(
                $"""
                DO $$ BEGIN
                    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('{index.Groups["schema"]}.{index.Groups["name"]}') AND NOT indisvalid) THEN
                        DROP INDEX {index.Groups["schema"]}.{index.Groups["name"]};
                    END IF;
                END $$
                """,
                suppressTransaction: true);

            // It waits for every transaction that is older than it, a backup too, and keeps nobody waiting meanwhile.
            migrationBuilder.Sql("SET lock_timeout = 0", suppressTransaction: true);
            migrationBuilder.Sql(index.Value, suppressTransaction: true);
        }

        return indexes.Count;
    }

    [GeneratedRegex(@"CREATE (UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS (?<name>\w+) ON (?<schema>\w+)\.[^;]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
