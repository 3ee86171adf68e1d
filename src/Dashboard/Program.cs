using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Offboarding.Dashboard;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
// The lowest source of all, so that every other one can say otherwise.
builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
{
    InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")],
});
builder.AddOffboardingDashboard();
await using WebApplication app = builder.Build();
try
{
    app.Services.GetRequiredService<IStartupValidator>().Validate();
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(string.Join(' ', wrong.Failures));
    return 1;
}

app.MapOffboardingDashboard();
app.MapDashboardHealth();
await app.RunAsync();
return 0;
