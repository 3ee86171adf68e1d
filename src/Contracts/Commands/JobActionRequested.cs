using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>
/// A button of Hangfire's dashboard, pressed for one job or for a whole selection. Only operators send it, through the dashboard. What
/// became of each job is kept (<c>dashboard.job_action_items</c>); the affected cases get an entry in the audit trail.
/// </summary>
public sealed record JobActionRequested
{
    /// <summary>Chosen by the sender; the operation id in the audit trail.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Who asks: an operator's account name, 1 to 200 characters.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>What is to be done.</summary>
    public required JobAction Action { get; init; }

    /// <summary>Ids of Hangfire's jobs, 1 to 5,000; none for <see cref="JobAction.Trigger"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? JobIds { get; init; }

    /// <summary>Ids of recurring jobs, 1 to 100; only for <see cref="JobAction.Trigger"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? RecurringIds { get; init; }

    /// <summary>Why, for the audit trail; at most 500 characters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Comment { get; init; }
}
