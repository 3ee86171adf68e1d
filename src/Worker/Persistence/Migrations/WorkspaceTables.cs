using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261122_0001_WorkspaceTables")]
internal sealed class WorkspaceTables() : SqlMigration("0001_workspace.sql");
