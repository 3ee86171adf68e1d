using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Why a person leaves (D1, A8). Reasons that call for a deletion (created in error, data protection) are not here.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DeactivationReason>))]
public enum DeactivationReason
{
    /// <summary>The person left the company.</summary>
    LeftCompany,

    /// <summary>A long leave; the person is expected back.</summary>
    LongLeave,

    /// <summary>A contract ended.</summary>
    ContractEnded,

    /// <summary>The organisation changed.</summary>
    Restructure,

    /// <summary>The person stays but needs no access any more.</summary>
    NoLongerNeedsAccess,
}
