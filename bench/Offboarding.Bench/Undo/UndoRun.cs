namespace Offboarding.Bench.Undo;

/// <summary>One handover and its undo, by the database's clock.</summary>
/// <param name="HandoverSeconds">The step reassign-conversations, from its first batch to its end.</param>
/// <param name="UndoSeconds">The step undo-conversations, likewise.</param>
/// <param name="GivenBack">Items that came back.</param>
internal sealed record UndoRun(double HandoverSeconds, double UndoSeconds, long GivenBack);
