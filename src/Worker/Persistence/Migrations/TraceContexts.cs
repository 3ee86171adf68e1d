using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0050_TraceContexts")]
internal sealed class TraceContexts() : SqlMigration("0050_telemetry.sql");
