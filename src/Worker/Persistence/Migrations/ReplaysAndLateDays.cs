using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0042_ReplaysAndLateDays")]
internal sealed class ReplaysAndLateDays() : SqlMigration("0042_replays_and_late_days.sql");
