namespace Offboarding.Worker.Infrastructure.Messaging;

/// <summary>What a user of the broker may send. Several rules of one user add up.</summary>
public sealed class PublisherRule
{
    /// <summary>The broker's user, which a publisher names in the property <c>user_id</c> and RabbitMQ compares with the connection's.</summary>
    public string User { get; set; } = "";

    /// <summary>Ids of workspaces; empty: all.</summary>
    public List<Guid> Workspaces { get; } = [];

    /// <summary>Names of commands, for example <c>offboarding.deactivate-user</c>; empty: all.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Whether it lets its user send this.</summary>
    public bool Allows(string command, Guid? workspaceId) =>
        (Commands.Count == 0 || Commands.Contains(command)) && (Workspaces.Count == 0 || (workspaceId is { } id && Workspaces.Contains(id)));
}
