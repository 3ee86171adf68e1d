using Offboarding.Worker;
using Offboarding.Worker.Persistence;

if (args is ["migrate", string connectionString])
{
    await DatabaseMigrator.MigrateAsync(connectionString, CancellationToken.None);
    return;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddOffboardingWorker();
await builder.Build().RunAsync();
