using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What becomes of snoozed items when they change hands (D5).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<SnoozedRule>))]
public enum SnoozedRule
{
    /// <summary>They stay snoozed and keep their time.</summary>
    Move,

    /// <summary>They are opened for the new assignee at once; the time is kept, so that an undo can put them to sleep again (F4).</summary>
    Wake,
}
