using Microsoft.Extensions.Options;
using Offboarding.Hosting;
using Offboarding.Worker.Audit;
using Offboarding.Worker.Infrastructure.Hosting;

try
{
    return args switch
    {
        ["--version"] => ProgramVersion.Print(),
        ["migrate", .. string[] rest] => await MigrateCommand.RunAsync(rest),
        ["verify-audit", .. string[] rest] => await VerifyAuditCommand.RunAsync(rest),
        ["healthcheck", .. string[] rest] => await HealthCheckCommand.RunAsync(rest, "http://localhost:8080"),
        _ => await RunCommand.RunAsync(args),
    };
}
catch (OptionsValidationException error)
{
    await Console.Error.WriteLineAsync($"Offboarding worker cannot start: {error.Message}");
    return 1;
}
