using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0019_EndedSessions")]
internal sealed class EndedSessions() : SqlMigration("0019_ended_sessions.sql");
