using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261122_0002_OffboardingTables")]
internal sealed class OffboardingTables() : SqlMigration("0002_offboarding.sql");
