namespace Offboarding.Bench.Preview;

/// <summary>Sizes of the scenario.</summary>
/// <param name="Items">Conversations of the leaver.</param>
/// <param name="Total">Conversations in the table; the recipients have some of the others.</param>
/// <param name="Recipients">Colleagues who would share them, to whoever has least.</param>
/// <param name="Rounds">Previews, and counts, in turns.</param>
internal sealed record PreviewOptions(long Items, long Total, int Recipients, int Rounds);
