namespace Offboarding.Worker.Handover;

/// <summary>An entry of a plan as slots: a person, or the members of a group.</summary>
/// <param name="First">The first slot.</param>
/// <param name="Members">Number of slots.</param>
/// <param name="Amount">Items in one round.</param>
/// <param name="Place">Items of a round that go to the entries before it.</param>
internal sealed record Entry(int First, int Members, int Amount, long Place);
