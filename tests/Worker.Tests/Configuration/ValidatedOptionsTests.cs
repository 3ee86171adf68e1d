using Microsoft.Extensions.Configuration;
using Offboarding.Worker.Configuration;
using Offboarding.Worker.Messaging;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Configuration;

/// <summary>A wrong setting is one line: the key, what is wrong, what would be right.</summary>
public sealed class ValidatedOptionsTests
{
    [Theory]
    [InlineData("Messaging:RabbitMq", null, "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:RabbitMq", "localhost:5672", "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:RabbitMq", "http://localhost", "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:Transport", "Kafka", "Messaging:Transport is 'Kafka'; one of RabbitMq, InMemory is expected")]
    [InlineData("Messaging:ConcurrentMessages", "0", "Messaging:ConcurrentMessages is 0; 1 to 256 is expected")]
    [InlineData("Messaging:ConcurrentSteps", "65", "Messaging:ConcurrentSteps is 65; 1 to 64 is expected")]
    [InlineData("Messaging:MaxBodyBytes", "lots", "Messaging:MaxBodyBytes is 'lots'; a whole number is expected")]
    [InlineData("Messaging:Rabbit", "amqp://localhost", "Messaging:Rabbit is not a setting; known are Transport, RabbitMq, ConcurrentMessages, ConcurrentSteps, MaxBodyBytes, MaxListBytes")]
    public void A_wrong_setting_of_the_bus_is_named(string key, string? value, string expected) =>
        Problem<MessagingOptions>(MessagingOptions.Section, key, value).ShouldBe(expected);

    [Theory]
    [InlineData("Steps:BatchSize", "0", "Steps:BatchSize is 0; 1 to 100000 is expected")]
    [InlineData("Steps:BatchSize", "1.5", "Steps:BatchSize is '1.5'; a whole number is expected")]
    [InlineData("Steps:Slice", "2 s", "Steps:Slice is '2 s'; a time like 00:00:02.500 (2.5 s) is expected")]
    [InlineData("Steps:Slice", "00:06:00", "Steps:Slice is 00:06:00; 00:00:00.010 to 00:05:00 is expected")]
    [InlineData("Steps:TriesInPlace", "21", "Steps:TriesInPlace is 21; 1 to 20 is expected")]
    [InlineData("Steps:MaxAttempts", "0", "Steps:MaxAttempts is 0; 1 to 100 is expected")]
    [InlineData("Steps:FirstRetryAfter", "00:00:00", "Steps:FirstRetryAfter is 00:00:00; 00:00:00.010 to 01:00:00 is expected")]
    [InlineData("Steps:LongestRetryAfter", "2.00:00:00", "Steps:LongestRetryAfter is 2.00:00:00; 00:00:00.010 to 1.00:00:00 is expected")]
    [InlineData("Steps:SweepEvery", "00:02:00", "Steps:SweepEvery is 00:02:00; 00:00:00.050 to 00:01:00 is expected")]
    [InlineData("Steps:StandingStillAfter", "00:00:00.500", "Steps:StandingStillAfter is 00:00:00.5000000; 00:00:01 to 01:00:00 is expected")]
    [InlineData("Steps:RetryEvery", "00:00:01", "Steps:RetryEvery is not a setting; known are BatchSize, Slice, TriesInPlace, MaxAttempts, FirstRetryAfter, LongestRetryAfter, SweepEvery, StandingStillAfter")]
    public void A_wrong_setting_of_the_steps_is_named(string key, string? value, string expected) =>
        Problem<StepsOptions>(StepsOptions.Section, key, value).ShouldBe(expected);

    [Fact]
    public void Without_any_setting_the_defaults_are_right() =>
        Configuration([]).Validated<StepsOptions>(StepsOptions.Section).BatchSize.ShouldBe(1000);

    [Fact]
    public void Settings_are_read_whatever_their_case()
    {
        MessagingOptions options = Configuration(new() { ["Messaging:transport"] = "inmemory", ["Messaging:CONCURRENTSTEPS"] = "64" })
            .Validated<MessagingOptions>(MessagingOptions.Section);
        options.Transport.ShouldBe(Transport.InMemory);
        options.ConcurrentSteps.ShouldBe(64);
    }

    private static string Problem<TOptions>(string section, string key, string? value)
        where TOptions : class, new()
    {
        Dictionary<string, string?> settings = new() { ["Messaging:RabbitMq"] = "amqp://guest:guest@localhost" };
        settings[key] = value;
        return Should.Throw<ConfigurationException>(() => Configuration(settings).Validated<TOptions>(section)).Message;
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
