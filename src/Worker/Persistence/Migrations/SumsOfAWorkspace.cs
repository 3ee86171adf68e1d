using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0030_SumsOfAWorkspace")]
internal sealed class SumsOfAWorkspace() : SqlMigration("0030_sums_of_a_workspace.sql");
