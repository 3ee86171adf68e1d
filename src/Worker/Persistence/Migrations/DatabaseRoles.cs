using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261122_0004_DatabaseRoles")]
internal sealed class DatabaseRoles() : SqlMigration("0004_roles.sql");
