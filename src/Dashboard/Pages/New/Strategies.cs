using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>The ways to hand work over, in words.</summary>
internal static class Strategies
{
    /// <summary>For people, in the order of the list.</summary>
    public static IReadOnlyList<(AllocationStrategy Strategy, string Text)> All { get; } =
    [
        (AllocationStrategy.Keep, "Nowhere (kept by the leaver)"),
        (AllocationStrategy.Unassigned, "To nobody (unassigned)"),
        (AllocationStrategy.OneColleague, "All to one colleague"),
        (AllocationStrategy.RoundRobin, "In turn, one each"),
        (AllocationStrategy.LeastLoaded, "To whoever has least"),
        (AllocationStrategy.Ratio, "In rounds, by amounts"),
        (AllocationStrategy.Fixed, "Up to an amount each"),
    ];

    /// <summary>As it is written in a message.</summary>
    public static string Word(AllocationStrategy strategy) => JsonNamingPolicy.KebabCaseLower.ConvertName(strategy.ToString());
}
