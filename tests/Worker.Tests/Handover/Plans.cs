using Offboarding.Contracts;

namespace Offboarding.Worker.Tests.Handover;

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

    /// <summary>A plan with an entry for each: a person if it has one member, else a group.</summary>
    public static Allocation WithGroups(AllocationStrategy strategy, params (int Members, int? Amount)[] entries) => new()
    {
        Strategy = strategy,
        Recipients = [.. entries.Select(entry => entry.Members == 1
            ? new Recipient { UserId = Guid.NewGuid(), Amount = entry.Amount }
            : new Recipient { Group = [.. Enumerable.Range(0, entry.Members).Select(_ => Guid.NewGuid())], Amount = entry.Amount })],
    };
}
