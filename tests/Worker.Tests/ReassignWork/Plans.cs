using Offboarding.Contracts;

namespace Offboarding.Worker.Tests.ReassignWork;

/// <summary>Allocations for tests.</summary>
internal static class Plans
{
    /// <summary>A plan with a recipient for each amount; null is a recipient without one.</summary>
    public static Allocation Of(AllocationStrategy strategy, int?[]? amounts = null, LeftoverRule leftover = LeftoverRule.Keep) => new()
    {
        Strategy = strategy,
        Recipients = [.. (amounts ?? []).Select(amount => new Recipient { UserId = Guid.NewGuid(), Amount = amount })],
        Leftover = leftover,
    };
}
