using System.Text.Json;

namespace Offboarding.Contracts.Tests;

public sealed class NameTests
{
    [Fact]
    public void The_exchanges_are_the_approved_ones()
    {
        IEnumerable<string> lines = MessageNames.All.Select(message => $"{message.Key.Name} {message.Value}").Order(StringComparer.Ordinal);
        lines.ShouldBe(Repository.ReadApproved("exchanges.txt").Split('\n'));
    }

    [Fact]
    public void The_enums_are_the_approved_ones()
    {
        IEnumerable<string> lines = Enums().SelectMany(type => Enum.GetValues(type).Cast<object>()
            .Select(value => $"{type.Name} {JsonSerializer.SerializeToElement(value, type).GetString()}"));
        lines.ShouldBe(Repository.ReadApproved("enums.txt").Split('\n'));
    }

    [Fact]
    public void An_enum_value_reads_back_and_a_number_or_an_unknown_word_is_refused()
    {
        foreach (Type type in Enums())
        {
            foreach (object value in Enum.GetValues(type))
            {
                JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type).ShouldBe(value);
            }

            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("0", type));
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("\"no-such-value\"", type));
        }
    }

    [Fact]
    public void Every_message_of_the_boundary_has_a_name()
    {
        IEnumerable<Type> messages = typeof(MessageNames).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsEnum: false }
                && (type.Name.EndsWith("Requested", StringComparison.Ordinal) || type.IsAssignableTo(typeof(OffboardingEvent))));
        messages.ShouldBeSubsetOf(MessageNames.All.Keys);
    }

    internal static IEnumerable<Type> Enums() =>
        typeof(MessageNames).Assembly.GetExportedTypes().Where(type => type.IsEnum).OrderBy(type => type.Name, StringComparer.Ordinal);
}
