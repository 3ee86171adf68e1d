using Microsoft.Extensions.Configuration.Memory;
using Offboarding.Dashboard;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
// The lowest source of all, so that every other one can say otherwise.
builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
{
    InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")],
});
builder.AddOffboardingDashboard();
await using WebApplication app = builder.Build();
if (ConfigurationProblem.Of(app.Services) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

app.MapOffboardingDashboard();
app.MapDashboardHealth();
await app.RunAsync();
return 0;
