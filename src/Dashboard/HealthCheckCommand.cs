namespace Offboarding.Dashboard;

/// <summary><c>Offboarding.Dashboard healthcheck</c>: asks the dashboard in this container whether it is ready; for images without curl.</summary>
internal static class HealthCheckCommand
{
    /// <summary>0: ready.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        string urls = WebApplication.CreateBuilder(args).Configuration["Urls"] ?? "http://localhost:5000";
        int port = BindingAddress.Parse(urls.Split(';')[0]).Port;
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
