using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0043_SuccessorsByKind")]
internal sealed class SuccessorsByKind() : SqlMigration("0043_successors.sql");
