using Microsoft.EntityFrameworkCore;

namespace Offboarding.Worker.Persistence;

/// <summary>The worker's view of the database. Tables are made by the SQL files in <c>Migrations</c> (docs/adr/0002).</summary>
public sealed class OffboardingDbContext(DbContextOptions<OffboardingDbContext> options) : DbContext(options)
{
}
