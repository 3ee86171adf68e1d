using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261122_0003_NothingLeftBehind")]
internal sealed class NothingLeftBehind() : SqlMigration("0003_nothing_left_behind.sql");
