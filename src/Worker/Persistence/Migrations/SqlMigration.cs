using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

/// <summary>
/// A migration whose text is an SQL file, written by hand and read by the people who run the database. There is no way down:
/// a mistake is mended by the next migration, because rows written since cannot be unwritten.
/// </summary>
public abstract class SqlMigration(string fileName) : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Sql.Read(fileName));

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Migrations go forward only; restore a backup to go back.");
}
