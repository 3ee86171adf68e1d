using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What a preview warns of.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<PreviewWarningCode>))]
public enum PreviewWarningCode
{
    /// <summary>A recipient gets more of one kind than the workspace's policy <c>warnAboveItems</c> (1,000 if it says nothing).</summary>
    RecipientGetsMany,

    /// <summary>A recipient has a last day of their own, or a leave, to come.</summary>
    RecipientLeaves,

    /// <summary>Open work stays with the leaver, where nobody looks.</summary>
    WorkStays,

    /// <summary>More people than the workspace allows in one period: the request would wait for a second person (F9).</summary>
    HeldForApproval,

    /// <summary>The last day has passed already: the departure would start at once.</summary>
    LastDayPassed,

    /// <summary>A recipient is on leave now and is to be back before the last day.</summary>
    RecipientOnLeave,

    /// <summary>The seat limit is lowered, and then no seat is free for the return.</summary>
    ReturnWithoutSeat,
}
