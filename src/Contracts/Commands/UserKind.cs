using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Whether a user holds a seat (C9).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<UserKind>))]
public enum UserKind
{
    /// <summary>Holds a seat while active.</summary>
    Full,

    /// <summary>Holds none.</summary>
    Partner,
}
