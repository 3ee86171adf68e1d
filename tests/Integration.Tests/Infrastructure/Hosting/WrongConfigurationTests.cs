namespace Offboarding.Integration.Tests.Infrastructure.Hosting;

/// <summary>The real program with a wrong setting: it does not start, and one line says which key and what would be right.</summary>
public sealed class WrongConfigurationTests
{
    private const string Broker = "Messaging__RabbitMq=amqp://localhost";

    [Theory]
    [InlineData("Messaging:RabbitMq is not a broker's address; set it to amqp://", "ConnectionStrings__Offboarding=Host=x")]
    [InlineData("Messaging:RabbitMq is not a broker's address", "Messaging__RabbitMq=localhost:5672")]
    [InlineData("ConnectionStrings:Offboarding is missing; set it to the worker's login", Broker)]
    [InlineData("ConnectionStrings:Offboarding cannot be read", Broker, "ConnectionStrings__Offboarding=no connection string")]
    [InlineData("Messaging:Transport is 'pigeon'; one of RabbitMq, InMemory is expected", "Messaging__Transport=pigeon")]
    [InlineData("Steps:BatchSize is 0; 1 to 100000 is expected", Broker, "Steps__BatchSize=0")]
    [InlineData("Steps:Slice is 'soon'; a time like", Broker, "Steps__Slice=soon")]
    [InlineData("Steps:Slice is 1.00:00:00; 00:00:00.010 to 00:05:00 is expected", Broker, "Steps__Slice=1.00:00:00")]
    [InlineData("Steps:BatchSice is not a setting; known are BatchSize,", Broker, "Steps__BatchSice=10")]
    [InlineData("Hangfire:Workers is not a setting; known are LockoutWorkers,", Broker, "ConnectionStrings__Offboarding=Host=x", "Hangfire__Workers=10")]
    [InlineData("Maintenance:KeepHistory is 1.00:00:00; 30.00:00:00 to 36500.00:00:00 is expected", Broker, "ConnectionStrings__Offboarding=Host=x", "Maintenance__KeepHistory=1.00:00:00")]
    [InlineData("Steps:BatchSize is 0; 1 to 100000 is expected. Operations:Every is 'often'; a time like", Broker, "Steps__BatchSize=0", "Operations__Every=often")]
    [InlineData("Telemetry:Otlp is 'collector:4317', which is not the address of a collector", Broker, "Telemetry__Otlp=collector:4317")]
    [InlineData("Telemetry:Sampling is 'half'; a number is expected", Broker, "Telemetry__Sampling=half")]
    [InlineData("Telemetry:Sampling is 1.5; 0 to 1 is expected", Broker, "Telemetry__Sampling=1.5")]
    [InlineData("Telemetry:Metrics is 'perhaps'; true or false is expected", Broker, "Telemetry__Metrics=perhaps")]
    [InlineData("Telemetry:MetricsToken has 6 characters; at least 16 are expected", Broker, "Telemetry__MetricsToken=secret")]
    [InlineData("Telemetry:Logs is 'Xml'; one of Text, Json is expected", Broker, "Telemetry__Logs=Xml")]
    public async Task A_wrong_setting_stops_the_start_with_one_line(string expected, params string[] settings)
    {
        (int exitCode, string output) = await WorkerProgram.RunAsync(settings);

        exitCode.ShouldBe(1);
        output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith($"Offboarding worker cannot start: {expected}");
    }

    [Theory]
    [InlineData("ConnectionStrings:Owner is missing")]
    [InlineData("ConnectionStrings:Owner does not work: ", "ConnectionStrings__Owner=Host=127.0.0.1;Port=1;Username=x")]
    public async Task Migrating_without_a_database_says_so_in_one_line(string expected, params string[] settings)
    {
        (int exitCode, string output) = await WorkerProgram.RunAsync(settings, "migrate");

        exitCode.ShouldBe(1);
        output.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(expected);
    }
}
