using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Infrastructure.Migrations;

/// <summary>
/// A file of <c>CREATE INDEX CONCURRENTLY IF NOT EXISTS</c> and nothing else: each is built outside a transaction, so that nobody who writes waits for it. Begun again after it
/// was interrupted: PostgreSQL leaves an index that is not valid, which is dropped first.
/// </summary>
public abstract partial class ConcurrentIndexes(string fileName) : SqlMigration(fileName)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // It waits for every transaction that is older than it, a backup too, and keeps nobody waiting meanwhile.
        migrationBuilder.Sql("SET lock_timeout = 0", suppressTransaction: true);
        foreach (Match index in Index().Matches(Text))
        {
            migrationBuilder.Sql(
                $"""
                DO $$ BEGIN
                    IF EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('{index.Groups["schema"]}.{index.Groups["name"]}') AND NOT indisvalid) THEN
                        PERFORM set_config('lock_timeout', '2s', true);
                        DROP INDEX {index.Groups["schema"]}.{index.Groups["name"]};
                    END IF;
                END $$
                """,
                suppressTransaction: true);
            migrationBuilder.Sql(index.Value, suppressTransaction: true);
        }
    }

    [GeneratedRegex(@"CREATE (UNIQUE )?INDEX CONCURRENTLY IF NOT EXISTS (?<name>\w+) ON (?<schema>\w+)\.[^;]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
