using Offboarding.Hosting;

namespace Offboarding.Worker.Tests.Infrastructure.Hosting;

/// <summary>The check asks where the program listens.</summary>
public sealed class HealthCheckCommandTests
{
    [Theory]
    [InlineData("http://+:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:5081/", "http://localhost:5081")]
    [InlineData("http://10.0.0.5:8080", "http://10.0.0.5:8080")]
    [InlineData("https://+:8443; http://localhost:8081", "http://localhost:8081")]
    [InlineData("https://+:8443", null)]
    public void It_asks_the_first_address_with_http_at_its_own_host(string urls, string? expected) => HealthCheckCommand.WhereToAsk(urls).ShouldBe(expected);
}
