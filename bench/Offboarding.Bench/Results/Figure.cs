namespace Offboarding.Bench.Results;

/// <summary>One line of a result.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Of <paramref name="Ours"/> and <paramref name="Limit"/>.</param>
/// <param name="Ours">The worker's.</param>
/// <param name="Limit">What the same machine does in the same run without us; null where there is nothing to compare with.</param>
/// <param name="Ratio">Ours to limit, so that smaller is better for times and larger for rates.</param>
/// <param name="Target">In words; null: for information.</param>
/// <param name="Met">Whether the target was reached; null without one.</param>
internal sealed record Figure(
    string Name, string Unit, double Ours, double? Limit = null, double? Ratio = null, string? Target = null, bool? Met = null);
