using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit.Serialization;

namespace Offboarding.Contracts.Tests;

/// <summary>
/// A message on the wire is what its approved file shows. To change a shape on purpose, edit the file in <c>Approved</c> and
/// the example in <c>docs/messages.md</c>: the review sees what subscribers will see.
/// </summary>
public sealed class WireShapeTests
{
    private const string Minimal = ".minimal";

    /// <summary>.NET's defaults for the web and MassTransit's own; only written for people, which no reader minds.</summary>
    private static readonly JsonSerializerOptions[] Serializers =
    [
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
        new(SystemTextJsonMessageSerializer.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
    ];

    public static TheoryData<string> Messages => [.. MessageNames.All.Values];

    /// <summary>Every example that is complete; a variant shows fields that exclude those of the other (<c>name.variant.json</c>).</summary>
    public static TheoryData<string> Complete => [.. ApprovedNames().Where(name => !name.EndsWith(Minimal, StringComparison.Ordinal))];

    public static TheoryData<string> MinimalMessages => [.. ApprovedNames().Where(name => name.EndsWith(Minimal, StringComparison.Ordinal))];

    [Fact]
    public void Every_message_has_an_approved_file_and_every_file_a_message() =>
        ApprovedNames().Select(NameOf).Distinct().ShouldBe(MessageNames.All.Values, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Complete))]
    public void A_message_is_read_and_written_as_approved(string name)
    {
        string approved = Repository.ReadApproved($"{name}.json");

        foreach (JsonSerializerOptions options in Serializers)
        {
            object message = JsonSerializer.Deserialize(approved, TypeOf(name), options).ShouldNotBeNull();
            string written = JsonSerializer.Serialize(message, TypeOf(name), options).ReplaceLineEndings("\n");
            written.Split('\n').ShouldBe(approved.Split('\n'));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_approved_file_shows_a_value_for_every_field(string name)
    {
        IEnumerable<(string Path, bool IsEmpty)> fields = Complete.Select(example => example.Data).Where(example => NameOf(example) == name)
            .SelectMany(example => Fields(JsonNode.Parse(Repository.ReadApproved($"{example}.json")), ""));
        IEnumerable<string> neverFilled = fields.GroupBy(field => field.Path)
            .Where(field => field.All(f => f.IsEmpty)).Select(field => field.Key);
        neverFilled.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(MinimalMessages))]
    public void A_minimal_message_has_the_required_fields_and_is_understood(string name)
    {
        Type type = TypeOf(name[..^Minimal.Length]);
        string minimal = Repository.ReadApproved($"{name}.json");

        JsonNode.Parse(minimal)!.AsObject().Select(field => field.Key).ShouldBe(RequiredFields(type), ignoreOrder: true);
        foreach (JsonSerializerOptions options in Serializers)
        {
            JsonSerializer.Deserialize(minimal, type, options).ShouldNotBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_with_optional_fields_has_a_minimal_file(string name)
    {
        bool allRequired = TypeOf(name).GetProperties().Length == RequiredFields(TypeOf(name)).Count();
        ApprovedNames().Contains(name + Minimal).ShouldBe(!allRequired);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_without_a_required_field_is_not_read(string name)
    {
        foreach (string field in RequiredFields(TypeOf(name)))
        {
            JsonObject incomplete = JsonNode.Parse(Repository.ReadApproved($"{name}.json"))!.AsObject();
            incomplete.Remove(field);
            Should.Throw<JsonException>(() => incomplete.Deserialize(TypeOf(name), Serializers[0])).Message.ShouldContain(field);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_field_that_a_later_version_adds_is_ignored(string name)
    {
        JsonObject later = JsonNode.Parse(Repository.ReadApproved($"{name}.json"))!.AsObject();
        later["addedLater"] = "x";
        later.Deserialize(TypeOf(name), Serializers[0]).ShouldNotBeNull();
    }

    internal static IEnumerable<string> ApprovedNames() =>
        Directory.EnumerateFiles(Repository.Approved, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>The message of an example: the first two parts of its name.</summary>
    private static string NameOf(string example) => string.Join('.', example.Split('.').Take(2));

    private static Type TypeOf(string example) => MessageNames.All.Single(message => message.Value == NameOf(example)).Key;

    private static IEnumerable<string> RequiredFields(Type type) => type.GetProperties()
        .Where(property => property.GetCustomAttribute<RequiredMemberAttribute>() is not null)
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

    private static IEnumerable<(string Path, bool IsEmpty)> Fields(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Fields(field.Value, FieldPath.Of(path, field.Key))).Append((path, false)),
        JsonArray { Count: > 0 } items => items.SelectMany(item => Fields(item, $"{path}[]")).Append((path, false)),
        _ => [(path, node is null or JsonArray)],
    };
}
