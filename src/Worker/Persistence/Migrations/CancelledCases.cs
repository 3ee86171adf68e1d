using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0011_CancelledCases")]
internal sealed class CancelledCases() : SqlMigration("0011_cancelled_cases.sql");
