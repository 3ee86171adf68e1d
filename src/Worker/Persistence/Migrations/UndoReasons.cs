using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0060_UndoReasons")]
internal sealed class UndoReasons() : SqlMigration("0060_undo_reasons.sql");
