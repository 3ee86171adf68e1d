using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0027_CasesByApproval")]
internal sealed class CasesByApproval() : SqlMigration("0027_cases_by_approval.sql");
