using System.Text.RegularExpressions;
using Offboarding.Worker.Deletion;

namespace Offboarding.Worker.Tests.Deletion;

/// <summary>A name is found in stored bytes as PostgreSQL shows them, and not in the middle of other words. Tried with .NET's own expressions.</summary>
public sealed class TracePatternTests
{
    [Theory]
    [InlineData("Ann Lee", """{"name":"Ann Lee"}""")]
    [InlineData("Ann Lee", "Ann Lee")]
    [InlineData("Ann (Lee) [x] a.b+c|d*", "is Ann (Lee) [x] a.b+c|d* known?")]
    [InlineData("Tomás", """{"name":"Tom\\u00e1s"}""")]
    [InlineData("Tomás", """{"name":"Tom\\u00E1s"}""")]
    [InlineData("Tomás", """{"name":"Tom\303\241s"}""")]
    [InlineData("Zo\u00EB", """{"name":"Zoe\314\210"}""")]
    [InlineData("Zoe\u0308", """{"name":"Zo\303\253"}""")]
    [InlineData("Zo\u00EB", """{"name":"Zoe\\u0308"}""")]
    [InlineData("Zoe\u0308", """{"name":"Zo\\u00EB"}""")]
    [InlineData("a+b@x.test", """{"email":"a\\u002Bb@x.test"}""")]
    [InlineData("O\"Neill", """{"name":"O\\"Neill"}""")]
    [InlineData("Ann Lee", """{"name":"\302\240Ann Lee\342\200\231s"}""")]
    [InlineData("Ann Lee", """{"note":"Hello\\nAnn Lee\\nBye"}""")]
    [InlineData("Ann Lee", """{"note":"1\\tAnn Lee\\t2"}""")]
    [InlineData("Ann Lee", """{"note":"\\r\\bAnn Lee\\f"}""")]
    [InlineData("Ann Lee", """{"note":"\\u201cAnn Lee\\u201d"}""")]
    [InlineData("Ann Lee", """{"note":"\\u00A0Ann Lee"}""")]
    [InlineData("Ann Lee", """\\\\nAnn Lee""")]
    [InlineData("ann@x.test", """{"note":"\342\200\234ann@x.test\342\200\235"}""")]
    [InlineData("\u00C9ric", """{"note":"\\n\303\211ric"}""")]
    public void A_name_is_found_however_it_was_written(string name, string shown) => Found(name, shown).ShouldBeTrue();

    [Theory]
    [InlineData("Ann", "Annual")]
    [InlineData("Ann", "Joann")]
    [InlineData("Ann", "tAnn")]
    [InlineData("Ann", "302Ann")]
    [InlineData("Ann", "u201cAnn")]
    [InlineData("Ann", """\\xAnn""")]
    [InlineData("a.b", "axb")]
    [InlineData("Ann Lee", "Ann Leeds")]
    [InlineData("ann@x.test", "joann@x.test")]
    public void Part_of_another_word_is_somebody_else(string name, string shown) => Found(name, shown).ShouldBeFalse();

    private static bool Found(string name, string shown) =>
        Regex.IsMatch(shown, TracePattern.Of(name).Replace("[^[:alnum:]]", "[^a-zA-Z0-9]", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));
}
