using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Infrastructure.Migrations;

/// <summary>
/// A file whose lines <c>-- part</c> end a transaction, for a migration of tables that people work in meanwhile (docs/upgrade.md). A part either takes a strong lock on one
/// such table, and then does nothing that takes time, or it takes time, and then no lock that others wait for. Parts that are done are written down with what they did,
/// so that a migration that did not get a lock, or was killed, goes on with the next one.
/// </summary>
public abstract partial class MigrationInParts(string fileName) : ConcurrentIndexes(fileName)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        string migration = GetType().Name;
        migrationBuilder.Sql(
            "CREATE TABLE IF NOT EXISTS public.migration_parts (migration text NOT NULL, part integer NOT NULL, PRIMARY KEY (migration, part))", suppressTransaction: true);
        foreach ((int part, string text) in Part().Split(Text).Index())
        {
            if (AddIndexes(migrationBuilder, text) == 0)
            {
                AddPart(migrationBuilder, migration, part, text);
            }
        }

        migrationBuilder.Sql($"DELETE FROM public.migration_parts WHERE migration = '{migration}'");
    }

    private static void AddPart(MigrationBuilder migrationBuilder, string migration, int part, string text)
    {
        migrationBuilder.Sql(ShortLocks, suppressTransaction: true);
        migrationBuilder.Sql(
            $"""
            DO $migration$ BEGIN
                IF NOT EXISTS (SELECT FROM public.migration_parts WHERE migration = '{migration}' AND part = {part}) THEN
                    EXECUTE $part${text}$part$;
                    INSERT INTO public.migration_parts VALUES ('{migration}', {part});
                END IF;
            END $migration$
            """,
            suppressTransaction: true);
    }

    [GeneratedRegex("^-- part$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
