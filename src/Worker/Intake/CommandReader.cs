using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Worker.Intake;

/// <summary>Makes a command of foreign JSON, for the bus and for a stored message that an operator edits.</summary>
internal static class CommandReader
{
    /// <summary>Reads it with its handler and notes every mistake; with one the command is not used.</summary>
    public static (TCommand Command, IReadOnlyList<FieldError> Errors) Read<TCommand>(ICommandHandler<TCommand> handler, JsonElement json)
        where TCommand : class
    {
        var errors = new List<FieldError>();
        var reader = new FieldReader(json, "", errors);
        TCommand command = handler.Read(reader);
        reader.RefuseUnknownFields();
        return (command, errors);
    }

    /// <summary>An id at the top of a message, also if other fields are wrong: the answer has to find its way back.</summary>
    public static Guid? IdIn(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && Guid.TryParse(value.GetString(), out Guid id)
            ? id
            : null;
}
