namespace Offboarding.Bench.Lockout;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Leavers">Measured while the worker has nothing else to do; while it is busy as many as fit in, at most four times this.</param>
/// <param name="PerSecond">Requests a second, at even distances whatever the answers do.</param>
/// <param name="Bulk">Leavers with much work, one after the other.</param>
/// <param name="Moving">Conversations of each of those.</param>
/// <param name="Total">Conversations in the table.</param>
internal sealed record LockoutOptions(int Leavers, double PerSecond, int Bulk, long Moving, long Total);
