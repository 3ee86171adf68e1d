using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Tests.Queries;

public sealed class WordSearchTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("marta", "marta:*")]
    [InlineData("Mar  Lind", "Mar:* & Lind:*")]
    [InlineData("tomas.okafor@", "tomas:* & okafor:*")]
    [InlineData("O'Neill", "O:* & Neill:*")]
    [InlineData("Tomás", "Tomás:*")]
    [InlineData("a & !b | (c <-> d):*", "a:* & b:* & c:* & d:*")]
    public void Every_word_that_is_typed_begins_a_word_and_nothing_is_an_operator(string? typed, string? query) =>
        WordSearch.Of(typed).ShouldBe(query);

    [Fact]
    public void Only_punctuation_finds_nobody_rather_than_everybody() => WordSearch.Of("%_'\\").ShouldBe(new string('x', 200));
}
