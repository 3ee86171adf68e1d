using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Offboarding.Worker.Persistence.Migrations;

[DbContext(typeof(OffboardingDbContext))]
[Migration("20261123_0025_ActsOnManyCases")]
internal sealed class ActsOnManyCases() : SqlMigration("0025_acts_on_many_cases.sql");
