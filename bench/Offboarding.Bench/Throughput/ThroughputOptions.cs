namespace Offboarding.Bench.Throughput;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Offboardings">Leavers whose requests are published at once.</param>
/// <param name="Each">Open conversations of each.</param>
/// <param name="Messages">Messages through the bare bus.</param>
/// <param name="Rounds">Each measures both; medians are reported.</param>
internal sealed record ThroughputOptions(int Offboardings, int Each, int Messages, int Rounds);
