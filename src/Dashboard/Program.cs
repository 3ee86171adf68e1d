using Microsoft.Extensions.Options;
using Offboarding.Dashboard;
using Offboarding.Dashboard.Security.Accounts;
using Offboarding.Hosting;

try
{
    return args switch
    {
        ["--version"] => ProgramVersion.Print(),
        ["healthcheck", .. string[] rest] => await HealthCheckCommand.RunAsync(rest, "http://localhost:5000"),
        ["hash-password"] => HashPasswordCommand.Run(),
        _ => await RunCommand.RunAsync(args),
    };
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
