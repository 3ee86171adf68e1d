using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>What the list of messages is asked for; the same words are in the address.</summary>
/// <param name="Kind"><c>refused</c> or <c>not-read</c>, null for both; <c>discarded</c> for those that are in neither list any more.</param>
/// <param name="Before">The end of the page before.</param>
public sealed record MessageQuery(string? Kind, Cursor? Before)
{
    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["refused", "not-read", "discarded"];

    /// <summary>Takes what an address says.</summary>
    public static MessageQuery Of(Filter filter) => new(filter.OneOf("kind", "a kind of message", Kinds), filter.Before());

    /// <summary>The part of the address behind the path, with its question mark; empty if nothing is asked for.</summary>
    public string ToQueryString() => QueryFields.Given(("kind", Kind), ("before", Before?.ToString())).ToQueryString();
}
