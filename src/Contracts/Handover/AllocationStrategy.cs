using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The ways to divide work.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<AllocationStrategy>))]
public enum AllocationStrategy
{
    /// <summary>Nothing moves (D4).</summary>
    Keep,

    /// <summary>Everything goes to "unassigned" (D5).</summary>
    Unassigned,

    /// <summary>Everything goes to one person (D5).</summary>
    OneColleague,

    /// <summary>One item each in turn.</summary>
    RoundRobin,

    /// <summary>Each gets up to the stated amount, and the round repeats for what is left over (C3).</summary>
    Ratio,

    /// <summary>Each gets up to the stated amount; what is left over is not reassigned, see <see cref="LeftoverRule"/> (C4).</summary>
    Fixed,

    /// <summary>
    /// Each item to whoever has least open work of that kind; who comes first in the plan if several have (F8). Open work is
    /// counted once, when the step begins, and then only what this handover gives is added.
    /// </summary>
    LeastLoaded,
}
