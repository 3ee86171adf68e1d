namespace Offboarding.Integration.Tests.Infrastructure.Telemetry;

/// <summary>What the reader of all lines takes for a name or an address, and what not.</summary>
public sealed class LogLinesTests(Servers servers)
{
    [Theory]
    [InlineData("Refused: nora@example.test has an account")]
    [InlineData("{\"message\":\"sent to 0b7f1e7e-2f6c-4c53-9d5a-1f6f0d3f7a11@example.test\"}")]
    [InlineData("Agent 2 Ypsilon cannot receive leads")]
    [InlineData("duplicate key: (name)=(berta beispiel)")]
    public void A_name_or_an_address_is_found(string line) => LogLines.IsPersonal(line).ShouldBeTrue();

    [Theory]
    [InlineData("Bus started: rabbitmq://guest@127.0.0.1:5672/test-vhost")]
    [InlineData("Connect amqp://guest:guest@localhost:5672/vhost failed")]
    [InlineData("Case 0b7f1e7e-2f6c-4c53-9d5a-1f6f0d3f7a11 of workspace 2f6c: step reassign-leads, attempt 1 failed: PostgresException P0001")]
    public void Ids_and_places_are_not(string line) => LogLines.IsPersonal(line).ShouldBeFalse();

    [Fact]
    public async Task What_a_worker_in_this_process_logs_is_read()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(servers.Postgres, TestContext.Current.CancellationToken);
        long before = LogLines.Read;
        await using WorkerHost worker = await WorkerHost.StartAsync(database, broker: null);
        await Eventually.ValueAsync(() => Task.FromResult(LogLines.Read), read => read > before, "a line of the worker to be read", cancellationToken: TestContext.Current.CancellationToken);
    }
}
