using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0040_EndedInvitations")]
internal sealed class EndedInvitations() : SqlMigration("0040_ended_invitations.sql");
