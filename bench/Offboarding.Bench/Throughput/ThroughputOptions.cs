namespace Offboarding.Bench.Throughput;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Offboardings">Leavers whose requests are published at once.</param>
/// <param name="Each">Open conversations of each.</param>
/// <param name="Messages">Messages through the bare bus.</param>
/// <param name="Rounds">Each measures both; medians are reported.</param>
/// <param name="WarmUp">Leavers before, who are not counted: a worker that has just started compiles while it works.</param>
/// <param name="Workspaces">The leavers are spread over so many.</param>
/// <param name="Workers">Processes that share the work.</param>
/// <param name="Telemetry">Each round measures the worker a second time, with telemetry on; the first of the two alternates.</param>
internal sealed record ThroughputOptions(int Offboardings, int Each, int Messages, int Rounds, int WarmUp, int Workspaces, int Workers, bool Telemetry);
