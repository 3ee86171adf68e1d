using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0071_DatesToCome")]
internal sealed class DatesToCome() : SqlMigration("0071_dates_to_come.sql");
