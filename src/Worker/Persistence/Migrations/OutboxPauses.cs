using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261128_0070_OutboxPauses")]
internal sealed class OutboxPauses() : SqlMigration("0070_outbox_pauses.sql");
