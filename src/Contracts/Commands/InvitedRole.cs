using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The role an invited user has from the start; owners are made by handing on ownership.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<InvitedRole>))]
public enum InvitedRole
{
    /// <summary>Works.</summary>
    Agent,

    /// <summary>Also manages users.</summary>
    Admin,
}
