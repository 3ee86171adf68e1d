using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What became of departures that waited for a second person.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<MassChangeDecision>))]
public enum MassChangeDecision
{
    /// <summary>They begin, each on its last day, after the checks were made again.</summary>
    Approved,

    /// <summary>They are cancelled.</summary>
    Rejected,

    /// <summary>Nobody decided in time: they are cancelled.</summary>
    Expired,
}
