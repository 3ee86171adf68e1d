using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The states of a conversation in which it is work for somebody (D5).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ConversationStatus>))]
public enum ConversationStatus
{
    /// <summary>Waits for an answer.</summary>
    Open,

    /// <summary>Sleeps until its time.</summary>
    Snoozed,

    /// <summary>A callback is due at its time.</summary>
    Callback,

    /// <summary>A follow-up is sent at its time.</summary>
    FollowUp,
}
