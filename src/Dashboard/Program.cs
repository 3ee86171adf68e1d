using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Hosting;

if (args is ["healthcheck", .. string[] rest])
{
    return await HealthCheckCommand.RunAsync(rest);
}

if (args is ["hash-password"])
{
    return HashPasswordCommand.Run();
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
// The lowest source of all, so that every other one can say otherwise. The keys of cookies lie in a folder of this process only.
builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
{
    InitialData =
    [
        new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        new("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
    ],
});
builder.AddOffboardingDashboard();
await using WebApplication app = builder.Build();
try
{
    app.Services.CheckSettings();
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}

app.MapOffboardingDashboard();
app.MapDashboardHealth();
await app.RunAsync();
return 0;
