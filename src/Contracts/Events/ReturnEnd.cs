using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Why a return that was ahead was cancelled.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<ReturnEnd>))]
public enum ReturnEnd
{
    /// <summary>Somebody called it off.</summary>
    Requested,

    /// <summary>The person was let in earlier.</summary>
    Reactivated,

    /// <summary>A later request took the person out again; what counts is what that one says.</summary>
    DepartedAgain,

    /// <summary>The person was deleted.</summary>
    Deleted,

    /// <summary>The departure did not take place: it was called off or refused.</summary>
    NoDeparture,

    /// <summary>The person was still invited when the departure started, so there is nothing to return to; invite them again.</summary>
    NeverActive,
}
