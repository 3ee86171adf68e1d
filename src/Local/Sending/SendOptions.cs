namespace Offboarding.Local.Sending;

/// <summary>What the command line of <c>send</c> said.</summary>
internal sealed record SendOptions
{
    /// <summary>The command's name, with or without <c>offboarding.</c> before it.</summary>
    public required string Message { get; init; }

    /// <summary>The file with the message as JSON.</summary>
    public required string File { get; init; }

    /// <summary>Fields to set before it is sent, as <c>name=value</c>; a point goes into an object.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>The data folder of the Offboarding.Local that runs; absent: the usual one.</summary>
    public string? Data { get; init; }

    public bool Equals(SendOptions? other) =>
        other is not null && (Message, File, Data) == (other.Message, other.File, other.Data) && Set.SequenceEqual(other.Set);

    public override int GetHashCode() => HashCode.Combine(Message, File, Data, Set.Count);
}
