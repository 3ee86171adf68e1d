using System.Diagnostics;

namespace Offboarding.Dashboard.Tests.Support;

/// <summary>A real OpenID Connect provider (npm <c>oidc-provider</c>) in a process of its own.</summary>
public sealed class OidcProvider : IAsyncDisposable
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private readonly Process process;

    private OidcProvider(Process process, Uri issuer) => (this.process, Issuer) = (process, issuer);

    public Uri Issuer { get; }

    public static async Task<OidcProvider> StartAsync()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Oidc");
        await InstallAsync(folder);
        Process node = Start("node", folder, "provider.mjs");
        node.ErrorDataReceived += static (_, _) => { };
        node.BeginErrorReadLine();
        while (await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return new OidcProvider(node, new Uri(line["ready ".Length..]));
            }
        }

        throw new InvalidOperationException("The provider ended before it was ready.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            if (!File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
            {
                using Process npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
                Task<string> error = npm.StandardError.ReadToEndAsync();
                await npm.StandardOutput.ReadToEndAsync();
                await npm.WaitForExitAsync();
                npm.ExitCode.ShouldBe(0, await error);
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static Process Start(string program, string folder, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
