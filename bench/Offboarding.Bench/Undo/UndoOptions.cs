namespace Offboarding.Bench.Undo;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Moving">Conversations of the leaver: all are handed over and all come back.</param>
/// <param name="Total">Conversations in the table.</param>
/// <param name="Recipients">Colleagues who share them, round robin.</param>
/// <param name="Rounds">Each round hands over and undoes once, on a fresh copy; medians are reported.</param>
internal sealed record UndoOptions(long Moving, long Total, int Recipients, int Rounds);
