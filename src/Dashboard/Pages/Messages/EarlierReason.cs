using Offboarding.Dashboard.Privacy;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>Why a message was refused before it was replayed. Times are UTC.</summary>
public sealed record EarlierReason
{
    /// <summary>The refusal code.</summary>
    public string Code { get; init; } = "";

    [PersonalData(Personal.Text)]
    public string Message { get; init; } = "";

    public DateTimeOffset RefusedAt { get; init; }

    public DateTimeOffset? ReplayedAt { get; init; }

    [PersonalData(Personal.Actor)]
    public string? ReplayedBy { get; init; }
}
