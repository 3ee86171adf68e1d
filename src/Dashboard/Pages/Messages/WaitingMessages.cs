namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>Messages that could not be read or handled for one reason, and wait.</summary>
public sealed record WaitingMessages
{
    /// <summary><c>unreadable</c>, <c>not-understood</c>, <c>failed</c> or <c>not-delivered</c>.</summary>
    public string Reason { get; init; } = "";

    public long Messages { get; init; }
}
