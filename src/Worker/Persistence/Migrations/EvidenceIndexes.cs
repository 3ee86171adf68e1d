using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0009_EvidenceIndexes")]
internal sealed class EvidenceIndexes() : SqlMigration("0009_evidence.sql");
