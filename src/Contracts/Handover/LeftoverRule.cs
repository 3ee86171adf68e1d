using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>What becomes of items beyond all amounts of a <see cref="AllocationStrategy.Fixed"/> allocation (C4).</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<LeftoverRule>))]
public enum LeftoverRule
{
    /// <summary>They stay with the leaver.</summary>
    Keep,

    /// <summary>They go to "unassigned".</summary>
    Unassigned,
}
