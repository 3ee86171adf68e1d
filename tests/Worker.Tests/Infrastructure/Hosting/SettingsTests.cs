using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Offboarding.Hosting;
using Offboarding.Telemetry;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Infrastructure.Hosting;

/// <summary>A wrong setting is one line: the key, what is wrong, what would be right.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Messaging:RabbitMq", null, "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:RabbitMq", "localhost:5672", "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:RabbitMq", "http://localhost", "Messaging:RabbitMq is not a broker's address; set it to amqp://user:password@host:5672/vhost, or set Messaging:Transport to InMemory")]
    [InlineData("Messaging:Transport", "Kafka", "Messaging:Transport is 'Kafka'; one of RabbitMq, InMemory is expected")]
    [InlineData("Messaging:ConcurrentMessages", "0", "Messaging:ConcurrentMessages is 0; 1 to 256 is expected")]
    [InlineData("Messaging:ConcurrentSteps", "65", "Messaging:ConcurrentSteps is 65; 1 to 64 is expected")]
    [InlineData("Messaging:MaxBodyBytes", "lots", "Messaging:MaxBodyBytes is 'lots'; a whole number is expected")]
    [InlineData("Messaging:Rabbit", "amqp://localhost", "Messaging:Rabbit is not a setting; known are Transport, RabbitMq, Nodes, ConcurrentMessages, ConcurrentSteps, ConcurrentPreviews, MaxBodyBytes, MaxListBytes, MaxRejections, LongestPause, Publishers")]
    [InlineData("Messaging:Nodes", "rabbit-1,rabbit-2", "Messaging:Nodes is 'rabbit-1,rabbit-2'; a list is expected, its first entry is Messaging:Nodes:0")]
    [InlineData("Messaging:Nodes:0", "", "Messaging:Nodes:0 is ''; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "rabbit 1", "Messaging:Nodes:0 is 'rabbit 1'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "rabbit-1:", "Messaging:Nodes:0 is 'rabbit-1:'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "rabbit-1:0", "Messaging:Nodes:0 is 'rabbit-1:0'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "rabbit-1:65536", "Messaging:Nodes:0 is 'rabbit-1:65536'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "rabbit-1:amqp", "Messaging:Nodes:0 is 'rabbit-1:amqp'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "[::1]:5672", "Messaging:Nodes:0 is '[::1]:5672'; a host or host:port is expected, such as rabbit-1 or rabbit-1:5672")]
    [InlineData("Messaging:Nodes:0", "amqp://user:secret@rabbit-1", "Messaging:Nodes:0 is an address; a host or host:port is expected, since user, password, virtual host and TLS are those of Messaging:RabbitMq")]
    [InlineData("Messaging:Nodes:0", "user:secret@rabbit-1", "Messaging:Nodes:0 is an address; a host or host:port is expected, since user, password, virtual host and TLS are those of Messaging:RabbitMq")]
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
    [InlineData("Steps:StalledAfter", "00:00:00.500", "Steps:StalledAfter is 00:00:00.5000000; 00:00:01 to 01:00:00 is expected")]
    [InlineData("Steps:RetryEvery", "00:00:01", "Steps:RetryEvery is not a setting; known are BatchSize, Slice, TriesInPlace, TriesWhileHeld, MaxAttempts, FirstRetryAfter, LongestRetryAfter, SweepEvery, StalledAfter")]
    public void A_wrong_setting_of_the_steps_is_named(string key, string? value, string expected) =>
        Problem<StepsOptions>(StepsOptions.Section, key, value).ShouldBe(expected);

    [Theory]
    [InlineData("amqp://localhost", 5672)]
    [InlineData("amqps://localhost", 5671)]
    [InlineData("amqp://localhost:5673", 5673)]
    public void A_node_without_a_port_has_the_one_of_the_broker_s_address(string broker, int port) =>
        Read<MessagingOptions>(
            MessagingOptions.Section,
            new() { ["Messaging:RabbitMq"] = broker, ["Messaging:Nodes:0"] = "rabbit-1", ["Messaging:Nodes:1"] = "10.0.0.2", ["Messaging:Nodes:2"] = "rabbit-3.example:5700" })
            .Endpoints().ShouldBe([("rabbit-1", port), ("10.0.0.2", port), ("rabbit-3.example", 5700)]);

    [Fact]
    public void A_list_is_no_unknown_setting_where_something_else_is_wrong() =>
        Should.Throw<OptionsValidationException>(() => Read<MessagingOptions>(
            MessagingOptions.Section, new() { ["Messaging:Nodes:0"] = "rabbit-1", ["Messaging:Publishers:0:User"] = "hr", ["Messaging:Transport"] = "Kafka" }))
            .Message.ShouldBe("Messaging:Transport is 'Kafka'; one of RabbitMq, InMemory is expected.");

    [Fact]
    public void Everything_that_is_wrong_is_said_in_one_line()
    {
        IHost host = Host(
            new() { ["Steps:BatchSize"] = "0", ["Steps:MaxAttempts"] = "0", ["Telemetry:Sampling"] = "half", ["Messaging:Transport"] = "InMemory" },
            static builder =>
            {
                builder.AddSettings<StepsOptions>(StepsOptions.Section);
                builder.AddSettings<MessagingOptions>(MessagingOptions.Section);
                builder.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
                // As where worker and dashboard share a process.
                builder.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
            });

        Should.Throw<OptionsValidationException>(() => host.Services.CheckSettings()).Message.ShouldBe(
            "Steps:BatchSize is 0; 1 to 100000 is expected. Steps:MaxAttempts is 0; 1 to 100 is expected. Telemetry:Sampling is 'half'; a number is expected.");
    }

    [Fact]
    public void A_property_that_only_the_program_sets_is_not_a_setting() =>
        Problem<TelemetryOptions>(TelemetryOptions.Section, "Telemetry:HasTraces", "true").ShouldStartWith("Telemetry:HasTraces is not a setting; known are Otlp, Protocol,");

    [Fact]
    public void Keys_below_a_plain_value_are_refused() =>
        Problem<StepsOptions>(StepsOptions.Section, "Steps:BatchSize:Largest", "5")
            .ShouldBe("Steps:BatchSize:Largest is not a setting; Steps:BatchSize is one, and takes a value");

    [Fact]
    public void A_wrong_section_is_read_as_its_defaults_until_the_start_refuses_it()
    {
        HostApplicationBuilder builder = Builder(new() { ["Steps:BatchSize"] = "7", ["Steps:Slice"] = "soon" });
        builder.AddSettings<StepsOptions>(StepsOptions.Section).BatchSize.ShouldBe(1000);
    }

    [Fact]
    public async Task A_host_that_does_not_ask_refuses_to_start()
    {
        IHost host = Host(new() { ["Steps:BatchSize"] = "0" }, static builder => builder.AddSettings<StepsOptions>(StepsOptions.Section));
        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken))).Message
            .ShouldBe("Steps:BatchSize is 0; 1 to 100000 is expected");
    }

    [Fact]
    public void Without_any_setting_the_defaults_are_right() => Read<StepsOptions>(StepsOptions.Section, []).BatchSize.ShouldBe(1000);

    [Fact]
    public void Settings_are_read_whatever_their_case()
    {
        MessagingOptions options = Read<MessagingOptions>(
            MessagingOptions.Section, new() { ["Messaging:transport"] = "inmemory", ["Messaging:CONCURRENTSTEPS"] = "64" });
        options.Transport.ShouldBe(Transport.InMemory);
        options.ConcurrentSteps.ShouldBe(64);
    }

    [Theory]
    [InlineData("Steps:StandingStillAfter")]
    [InlineData("steps:standingstillafter")]
    public void A_setting_with_its_former_name_is_read_and_the_log_says_to_rename_it(string key)
    {
        (StepsOptions options, string log) = ReadWithLog(new() { [key] = "00:00:07", ["Steps:BatchSize"] = "5" });
        (options.StalledAfter, options.BatchSize).ShouldBe((TimeSpan.FromSeconds(7), 5));
        log.ShouldBe("Steps:StandingStillAfter is now called Steps:StalledAfter; rename it in the configuration, since a later version will not start with the old name");
    }

    [Fact]
    public void The_name_of_today_counts_if_both_are_set()
    {
        (StepsOptions options, string log) = ReadWithLog(new() { ["Steps:StandingStillAfter"] = "00:00:07", ["Steps:StalledAfter"] = "00:00:09" });
        options.StalledAfter.ShouldBe(TimeSpan.FromSeconds(9));
        log.ShouldBe("Steps:StandingStillAfter is ignored because Steps:StalledAfter is set, which is its new name; remove Steps:StandingStillAfter");
    }

    [Fact]
    public void Without_a_former_name_the_log_is_silent() => ReadWithLog(new() { ["Steps:StalledAfter"] = "00:00:09" }).Log.ShouldBeEmpty();

    [Fact]
    public void A_former_name_does_not_hide_what_else_is_wrong() =>
        Should.Throw<OptionsValidationException>(() => ReadWithLog(new() { ["Steps:StandingStillAfter"] = "00:00:07", ["Steps:BatchSice"] = "5" }))
            .Message.ShouldStartWith("Steps:BatchSice is not a setting; known are BatchSize,");

    private static (StepsOptions Options, string Log) ReadWithLog(Dictionary<string, string?> settings)
    {
        var log = new RecordedLog();
        IHost host = Host(settings, builder =>
        {
            builder.Services.AddLogging(logging => logging.AddProvider(log));
            builder.AddSettings<StepsOptions>(StepsOptions.Section);
        });
        host.Services.CheckSettings();
        return (host.Services.GetRequiredService<IOptions<StepsOptions>>().Value, string.Join('\n', log.Lines));
    }

    private static string Problem<TOptions>(string section, string key, string? value)
        where TOptions : class, new()
    {
        Dictionary<string, string?> settings = new() { ["Messaging:RabbitMq"] = "amqp://guest:guest@localhost" };
        settings[key] = value;
        IHost host = Host(settings, builder => builder.AddSettings<TOptions>(section));
        return Should.Throw<OptionsValidationException>(() => host.Services.CheckSettings()).Message.TrimEnd('.');
    }

    private static TOptions Read<TOptions>(string section, Dictionary<string, string?> settings)
        where TOptions : class, new()
    {
        IHost host = Host(settings, builder => builder.AddSettings<TOptions>(section));
        host.Services.CheckSettings();
        return host.Services.GetRequiredService<IOptions<TOptions>>().Value;
    }

    private static IHost Host(Dictionary<string, string?> settings, Action<IHostApplicationBuilder> configure)
    {
        HostApplicationBuilder builder = Builder(settings);
        configure(builder);
        return builder.Build();
    }

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    private static HostApplicationBuilder Builder(Dictionary<string, string?> settings)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        return builder;
    }
}
