using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0024_ChangedPlans")]
internal sealed class ChangedPlans() : SqlMigration("0024_changed_plans.sql");
