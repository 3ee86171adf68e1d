using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261122_0005_DashboardViews")]
internal sealed class DashboardViews() : SqlMigration("dashboard.sql");
