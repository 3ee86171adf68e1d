using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Offboarding.Hosting;

/// <summary>The command <c>healthcheck</c> of worker and dashboard: asks the one in this container whether it is ready; for images without curl.</summary>
public static class HealthCheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The first address with http, at its own host; one that listens everywhere is asked at <c>localhost</c>. Null: there is none.</summary>
    public static string? WhereToAsk(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse)
        .Where(static one => one.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
        .Select(static one => $"http://{(one.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : one.Host)}:{one.Port}").FirstOrDefault();

    /// <param name="args">The command line after the command; <c>Urls</c> in it or in any other configuration says where to ask.</param>
    /// <param name="usualUrl">Where it listens if nothing says otherwise.</param>
    /// <returns>The exit code: 0 if it is ready.</returns>
    public static async Task<int> RunAsync(string[] args, string usualUrl)
    {
        string urls = WebApplication.CreateBuilder(args).Configuration["Urls"] ?? usualUrl;
        if (WhereToAsk(urls) is not { } address)
        {
            Console.WriteLine($"Urls has no http address ({urls}); the health check needs one, for example http://localhost:8081 beside the others.");
            return 1;
        }

        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"{address}/health/ready"));
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
