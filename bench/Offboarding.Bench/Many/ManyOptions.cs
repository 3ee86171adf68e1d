namespace Offboarding.Bench.Many;

/// <summary>Sizes of the scenario.</summary>
/// <param name="People">Lines of the list.</param>
/// <param name="Singles">People who leave by requests of their own, as the measure; the others' work is the same.</param>
/// <param name="Each">Open conversations of each.</param>
/// <param name="Other">A folder with another build's <c>Offboarding.Worker.dll</c>, which gets the same list first; null: ours alone.</param>
internal sealed record ManyOptions(int People, int Singles, int Each, string? Other);
