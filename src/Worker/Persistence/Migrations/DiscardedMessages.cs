using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0023_DiscardedMessages")]
internal sealed class DiscardedMessages() : SqlMigration("0023_discarded_messages.sql");
