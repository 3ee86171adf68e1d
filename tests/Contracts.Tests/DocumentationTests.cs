using System.Text.Json;
using System.Text.Json.Nodes;

namespace Offboarding.Contracts.Tests;

/// <summary>What <c>docs/messages.md</c> shows is what is on the wire.</summary>
public sealed class DocumentationTests
{
    private static readonly string Document = Repository.Read("docs/messages.md");

    public static TheoryData<string> Approved => [.. WireShapeTests.ApprovedNames()];

    public static TheoryData<string> Messages => [.. MessageNames.All.Values];

    [Theory]
    [MemberData(nameof(Approved))]
    public void Every_approved_example_is_shown(string name) =>
        Document.ShouldContain($"```json\n{Repository.ReadApproved($"{name}.json")}\n```", Case.Sensitive);

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_field_is_explained_in_the_section_of_its_message(string name)
    {
        string section = Section($"## {MessageNames.All.Single(message => message.Value == name).Key.Name}\n");
        section.ShouldContain($"`{name}`", Case.Sensitive);
        string ofEveryEvent = section.Contains("fields of every event", StringComparison.Ordinal) ? Section("## Events\n") : "";
        string ofThePlan = section.Contains("exactly as in [DeactivateUserRequested]", StringComparison.Ordinal) ? Section("## DeactivateUserRequested\n") : "";
        foreach (string field in FieldPaths(JsonNode.Parse(Repository.ReadApproved($"{name}.json")), ""))
        {
            (section + ofThePlan + ofEveryEvent).ShouldContain($"| `{field}` |", Case.Sensitive);
        }
    }

    [Fact]
    public void Every_refusal_code_and_every_other_enum_value_is_explained()
    {
        foreach (Type type in NameTests.Enums())
        {
            foreach (object value in Enum.GetValues(type))
            {
                string word = JsonSerializer.SerializeToElement(value, type).GetString().ShouldNotBeNull();
                Document.ShouldContain($"\n| `{word}` ", Case.Sensitive);
            }
        }
    }

    [Fact]
    public void The_table_of_commands_has_each_command_once_with_its_exchange()
    {
        string[] rows = [.. Document[..Document.IndexOf("\n## ", StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal))];
        rows.Select(row => string.Join('|', row.Split('|').Skip(1).Take(2).Select(cell => cell.Trim()))).Order(StringComparer.Ordinal).ShouldBe(
            MessageNames.All.Where(message => message.Key.Name.EndsWith("Requested", StringComparison.Ordinal))
                .Select(message => $"[{message.Key.Name}](#{message.Key.Name.ToLowerInvariant()})|`{message.Value}`").Order(StringComparer.Ordinal));
    }

    private static string Section(string heading)
    {
        int begin = Document.IndexOf(heading, StringComparison.Ordinal);
        begin.ShouldBeGreaterThanOrEqualTo(0, $"docs/messages.md has no '{heading.Trim()}'");
        int end = Document.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return end < 0 ? Document[begin..] : Document[begin..end];
    }

    private static IEnumerable<string> FieldPaths(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => FieldPaths(field.Value, FieldPath.Of(path, field.Key)))
            .Concat(path.Length == 0 || path.EndsWith("[]", StringComparison.Ordinal) ? [] : [path]).Distinct(),
        JsonArray items => items.SelectMany(item => item is JsonObject ? FieldPaths(item, $"{path}[]") : []).Append(path).Distinct(),
        _ => [path],
    };
}
