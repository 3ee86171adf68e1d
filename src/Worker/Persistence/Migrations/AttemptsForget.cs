using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0029_AttemptsForget")]
internal sealed class AttemptsForget() : SqlMigration("0029_attempts_forget.sql");
