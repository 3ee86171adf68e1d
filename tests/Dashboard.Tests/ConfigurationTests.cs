using System.Diagnostics;

namespace Offboarding.Dashboard.Tests;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("", "ConnectionStrings:Dashboard is missing")]
    [InlineData("--ConnectionStrings:Dashboard=nonsense", "ConnectionStrings:Dashboard cannot be read")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost", "names no Host or no Username")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:LiveInterval=00:00:00", "Dashboard:LiveInterval is 00:00:00: set it to")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:OperatorName=", "Dashboard:SignIn:OperatorName must have")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:LiveInterval=fast", "Dashboard:LiveInterval is 'fast'; a time like")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Accounts:ines:Role=viewer", "Dashboard:SignIn:Accounts:ines:PasswordHash is no hash")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Link=false", "Dashboard:SignIn:Link is false and there is no other way in")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Oidc:Authority=http://elsewhere.example --Dashboard:SignIn:Oidc:ClientId=x --Dashboard:SignIn:Oidc:Roles:ops=admin", "Dashboard:SignIn:Oidc:Authority is 'http://elsewhere.example'")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Proxy:UserHeader=X-User --Dashboard:SignIn:Proxy:Trusted=nearby --Dashboard:SignIn:Proxy:Roles:ops=admin", "Dashboard:SignIn:Proxy:Trusted is 'nearby'")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Telemetry:TraceUrl=https://jaeger.example/", "Telemetry:TraceUrl is 'https://jaeger.example/'")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Telemetry:TraceUrl=javascript:{traceId}", "Telemetry:TraceUrl is 'javascript:{traceId}'")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Telemetry:Metrics=perhaps", "Telemetry:Metrics is 'perhaps'; true or false is expected")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:LockoutGoal=00:00:05", "Dashboard:LockoutGoal is not a setting; known are PublicUrl, TrustedProxies, KeysFolder, AccessLog, SignIn, LockoutTarget, LogUrl, LiveInterval")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:TrustedProxies=nearby", "Dashboard:TrustedProxies is 'nearby': set it to")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:SessionMaximum=30.00:00:00", "Dashboard:SignIn:SessionMaximum is 30.00:00:00: set it to")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Oidc:Autority=https://login.example", "Dashboard:SignIn:Oidc:Autority is not a setting; known are Authority, ClientId,")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Accounts:ines:Rolle=viewer", "Dashboard:SignIn:Accounts:ines:Rolle is not a setting; known are PasswordHash, Role, Workspaces")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Accounts:ines:Workspaces:0=contoso", "Dashboard:SignIn:Accounts:ines:Workspaces:0 is 'contoso'; an id like")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Accounts:ines:Workspaces=", "Dashboard:SignIn:Accounts:ines:Workspaces names no workspace")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Oidc:Workspaces:desk=", "Dashboard:SignIn:Oidc:Workspaces:desk names no workspace")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:SignIn:Oidc:Workspaces:desk:0=a0000000-0000-4000-8000-000000000002 --Dashboard:SignIn:Oidc:Roles:ops=admin", "Dashboard:SignIn:Oidc:Workspaces:desk limits a group that")]
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost --Dashboard:LiveInterval=00:00:00 --Telemetry:Sampling=2", "Username=dashboard;Password=...\". Dashboard:LiveInterval is 00:00:00: set it to between 00:00:00.1 and 00:01:00. Telemetry:Sampling is 2; 0 to 1 is expected.")]
    public async Task A_wrong_key_stops_the_start_with_one_line_that_names_it(string arguments, string expected)
    {
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Offboarding.Dashboard.dll"), "--urls=http://127.0.0.1:0", .. arguments.Split(' ')])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(1);
        error.Trim().ShouldContain(expected);
        error.Trim().ShouldNotContain("\n");
        (await output).ShouldBeEmpty();
    }

    [Fact]
    public async Task hash_password_prints_what_the_configuration_takes()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Offboarding.Dashboard.dll"), "hash-password"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteLineAsync("correct horse battery");
        string hash = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        Dashboard.Security.Accounts.PasswordCheck.IsRight(new AccountOptions { PasswordHash = hash }, "correct horse battery").ShouldBeTrue();
    }
}
