using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>Why a person is deleted for ever (D1). Reasons for which people only leave are <see cref="DeactivationReason"/>.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<DeletionReason>))]
public enum DeletionReason
{
    /// <summary>The user was created in error.</summary>
    CreatedInError,

    /// <summary>The person asked for it, or a law on data protection does.</summary>
    DataProtectionRequest,

    /// <summary>The person left, and the data was kept for as long as it had to be.</summary>
    RetentionOver,
}
