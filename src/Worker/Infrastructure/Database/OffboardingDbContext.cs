using Microsoft.EntityFrameworkCore;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// What Entity Framework Core keeps for us: the sagas and the history of migrations. Tables are made by the SQL files in
/// <c>Migrations</c> (docs/adr/0002), and everything set-based is SQL next to the code that uses it.
/// </summary>
public sealed class OffboardingDbContext(DbContextOptions<OffboardingDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfigurationsFromAssembly(typeof(OffboardingDbContext).Assembly);
}
