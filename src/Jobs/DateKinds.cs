namespace Offboarding.Jobs;

/// <summary>The kinds of dates that are shown as jobs.</summary>
public static class DateKinds
{
    /// <summary>A departure that waits for its last day; the subject is the case.</summary>
    public const string LastDay = "last-day";

    /// <summary>A deletion that waits for its day; the subject is the case.</summary>
    public const string Deletion = "deletion";

    /// <summary>A return that is expected; the subject is the case of the departure.</summary>
    public const string Return = "return";

    /// <summary>The expiry of an invitation; the subject is the invitation.</summary>
    public const string Invitation = "invitation-expiry";

    /// <summary>The expiry of a request for approval; the subject is the approval.</summary>
    public const string Approval = "approval-expiry";
}
