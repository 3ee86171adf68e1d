namespace Offboarding.Worker.Hosting;

/// <summary><c>Offboarding.Worker healthcheck</c>: asks the worker in this container whether it is ready; for images without curl.</summary>
internal static class HealthCheckCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        string urls = WebApplication.CreateBuilder(args).Configuration["Urls"] ?? "http://localhost:8080";
        int port = new Uri(urls.Split(';')[0].Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal)).Port;
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
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
