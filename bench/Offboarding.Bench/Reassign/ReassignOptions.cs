namespace Offboarding.Bench.Reassign;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Moving">Conversations of the leaver.</param>
/// <param name="Total">Conversations in the table.</param>
/// <param name="Recipients">Colleagues who share them, round robin.</param>
/// <param name="Rounds">Each round measures all sides once, on fresh copies; medians are reported.</param>
internal sealed record ReassignOptions(long Moving, long Total, int Recipients, int Rounds);
