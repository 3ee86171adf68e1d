using Offboarding.Local.Options;

namespace Offboarding.Local.Tests.Options;

public sealed class LocalCommandTests
{
    [Fact]
    public void Without_options_nothing_is_chosen() => Read().ShouldBe(new LocalOptions());

    [Fact]
    public void Every_option_arrives() =>
        Read("--data", "x", "--reset", "--embedded", "--npm-registry", "https://mirror.example/npm",
            "--maven-repository", "https://mirror.example/maven", "--rabbitmq", "amqp://u:p@h:1/v",
            "--port", "5099", "--again", "--exit").ShouldBe(new LocalOptions
            {
                Data = "x",
                Reset = true,
                Embedded = true,
                NpmRegistry = new Uri("https://mirror.example/npm"),
                MavenRepository = new Uri("https://mirror.example/maven"),
                RabbitMq = new Uri("amqp://u:p@h:1/v"),
                Port = 5099,
                Again = true,
                Exit = true,
            });

    [Fact]
    public void Everybody_can_be_brought_back_without_a_demonstration() =>
        Read("--no-demo", "--again").ShouldBe(new LocalOptions { NoDemo = true, Again = true });

    [Fact]
    public void Once_is_another_word_for_exit() => Read("--once").Exit.ShouldBeTrue();

    [Theory]
    [InlineData("'abc'", "--port", "abc")]
    [InlineData("1 to 65535", "--port", "70000")]
    [InlineData("amqp://", "--rabbitmq", "localhost")]
    [InlineData("https://", "--npm-registry", "ftp://mirror.example")]
    [InlineData("--embedded", "--postgres", "Host=h", "--embedded")]
    [InlineData("--again", "--postgres", "Host=h", "--reset")]
    [InlineData("--postgrs", "--postgrs", "Host=h")]
    public void A_mistake_is_named(string expected, params string[] arguments) =>
        string.Join(' ', Command().ParseBriefly(arguments).Errors.Select(error => error.Message)).ShouldContain(expected);

    private static LocalOptions Read(params string[] arguments)
    {
        var result = Command().ParseBriefly(arguments);
        result.Errors.ShouldBeEmpty();
        return LocalCommand.Read(result);
    }

    private static System.CommandLine.RootCommand Command() => LocalCommand.Create((_, _) => Task.FromResult(0), (_, _) => Task.FromResult(0));
}
