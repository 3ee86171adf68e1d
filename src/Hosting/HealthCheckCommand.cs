using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Offboarding.Hosting;

/// <summary>The command <c>healthcheck</c> of worker and dashboard: asks the one in this container whether it is ready; for images without curl.</summary>
public static class HealthCheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <param name="args">The command line after the command; <c>Urls</c> in it or in any other configuration says where to ask.</param>
    /// <param name="usualUrl">Where it listens if nothing says otherwise.</param>
    /// <returns>The exit code: 0 if it is ready.</returns>
    public static async Task<int> RunAsync(string[] args, string usualUrl)
    {
        string urls = WebApplication.CreateBuilder(args).Configuration["Urls"] ?? usualUrl;
        int port = BindingAddress.Parse(urls.Split(';')[0]).Port;
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"http://localhost:{port}/health/ready"));
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            Console.WriteLine($"Not reachable: {error.Message}");
            return 1;
        }
    }
}
