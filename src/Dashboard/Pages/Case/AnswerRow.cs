namespace Offboarding.Dashboard.Pages.Case;

/// <summary>A command and the events it was answered with.</summary>
public sealed record AnswerRow
{
    public Guid RequestId { get; init; }

    /// <summary>The stable name of the command.</summary>
    public string MessageName { get; init; } = "";

    /// <summary>The stable names of the events.</summary>
    public string[] Events { get; init; } = [];

    /// <summary>UTC.</summary>
    public DateTime AnsweredAt { get; init; }
}
