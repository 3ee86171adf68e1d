namespace Offboarding.Bench.Throughput;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Offboardings">Leavers whose requests are published at once.</param>
/// <param name="Each">Open conversations of each.</param>
/// <param name="Messages">Messages through the bare bus.</param>
/// <param name="Rounds">Each measures both; medians are reported.</param>
/// <param name="Telemetry">Each round measures the worker a second time, with telemetry on; the first of the two alternates.</param>
internal sealed record ThroughputOptions(int Offboardings, int Each, int Messages, int Rounds, bool Telemetry = false);
