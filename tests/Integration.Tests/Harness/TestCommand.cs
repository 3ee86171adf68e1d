using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Harness;

/// <summary>A command on a workspace as a foreign program writes it.</summary>
/// <param name="Exchange">For example <c>offboarding.reactivate-user</c>.</param>
/// <param name="Workspace">Where.</param>
public sealed record TestCommand(string Exchange, TestWorkspace Workspace)
{
    private readonly JsonObject _fields = [];

    public Guid RequestId { get; init; } = Guid.NewGuid();

    /// <summary>Default: the builder's admin.</summary>
    public Guid RequestedBy { get; init; } = Workspace.Admin;

    /// <summary>An operator's account name, for commands that are not sent on behalf of a user.</summary>
    public string? Operator { get; init; }

    /// <summary>Without <c>requestedBy</c>: sent by the application itself.</summary>
    public bool Anonymous { get; init; }

    /// <summary>With one more field; null leaves it out.</summary>
    public TestCommand With(string field, JsonNode? value)
    {
        TestCommand copy = this with { Fields = _fields.DeepClone().AsObject() };
        copy._fields.Remove(field);
        if (value is not null)
        {
            copy._fields[field] = value;
        }

        return copy;
    }

    /// <summary>The same wish as a new request.</summary>
    public TestCommand Anew() => this with { RequestId = Guid.NewGuid() };

    public JsonObject ToJson()
    {
        JsonObject json = _fields.DeepClone().AsObject();
        json["requestId"] = RequestId;
        json["workspaceId"] = Workspace.Id;
        if (!Anonymous)
        {
            json["requestedBy"] = Operator is null ? RequestedBy : Operator;
        }

        return json;
    }

    private JsonObject Fields
    {
        init => _fields = value;
    }
}
