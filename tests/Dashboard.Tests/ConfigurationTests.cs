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
    [InlineData("--ConnectionStrings:Dashboard=Host=localhost;Username=x --Dashboard:LiveInterval=fast", "Dashboard:LiveInterval")]
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
}
