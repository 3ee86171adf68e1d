namespace Offboarding.Bench.Engines;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Offboardings">Leavers whose requests are published at once; each has a job for every step.</param>
/// <param name="Rounds">Each measures both engines; medians are reported.</param>
internal sealed record EnginesOptions(int Offboardings, int Rounds);
