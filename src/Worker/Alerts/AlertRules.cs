using Offboarding.Worker.Process;

namespace Offboarding.Worker.Alerts;

/// <summary>A trouble as it is now; what is alike is one.</summary>
/// <param name="Kind"><c>failed-steps</c>, <c>late-lockout</c>, <c>refused-messages</c>, <c>unread-messages</c> or <c>work-left-behind</c>.</param>
/// <param name="Subject">What they have in common.</param>
/// <param name="Count">How many.</param>
/// <param name="Since">The first of them, UTC.</param>
/// <param name="Step">Of failed steps.</param>
/// <param name="Error">Of failed steps: the kind of error.</param>
internal sealed record AlertFact(string Kind, string Subject, long Count, DateTime Since, string? Step = null, string? Error = null);

/// <summary>What operators were told of.</summary>
internal sealed record Told(string Kind, string Subject, long ToldCount);

/// <summary>What follows from a look.</summary>
/// <param name="News">What operators are told of now.</param>
/// <param name="Over">What they were told of and is over.</param>
internal sealed record AlertDecision(IReadOnlyList<AlertFact> News, IReadOnlyList<Told> Over);

/// <summary>Decides whom to tell what (pure).</summary>
internal static class AlertRules
{
    /// <summary>A trouble that has grown so many times is told again.</summary>
    private const int Grown = 10;

    /// <summary>
    /// Equal troubles are told once, and again only when there are ten times as many. In quiet hours nothing is told, and what began and ended
    /// in them never is.
    /// </summary>
    public static AlertDecision Decide(IReadOnlyList<AlertFact> found, IReadOnlyList<Told> told, bool isQuiet)
    {
        if (isQuiet)
        {
            return new AlertDecision([], []);
        }

        var known = told.ToDictionary(static one => (one.Kind, one.Subject), static one => one.ToldCount);
        HashSet<(string, string)> still = [.. found.Select(static one => (one.Kind, one.Subject))];
        return new AlertDecision(
            [.. found.Where(one => !known.TryGetValue((one.Kind, one.Subject), out long count) || one.Count >= Grown * count)],
            [.. told.Where(one => !still.Contains((one.Kind, one.Subject)))]);
    }

    /// <summary>A trouble in a sentence that names nobody.</summary>
    public static string Text(AlertFact fact) => fact.Kind switch
    {
        "failed-steps" => $"{Say.Count(fact.Count, "step")} failed: {fact.Step} ({fact.Error}), the first at {Say.Instant(fact.Since)}",
        "late-lockout" => $"{Say.Count(fact.Count, "person is", "people are")} not locked out yet, the first since {Say.Instant(fact.Since)}",
        "refused-messages" => $"{Say.Count(fact.Count, "request was", "requests were")} refused ({fact.Subject}), the first at {Say.Instant(fact.Since)}; what was asked for has not happened",
        "unread-messages" => $"{Say.Count(fact.Count, "message")} could not be read or handled ({fact.Subject}), the first at {Say.Instant(fact.Since)}",
        _ => $"{Say.Count(fact.Count, "case was", "cases were")} opened again because work was left behind with somebody who is gone",
    };

    /// <summary>What is over, in a few words.</summary>
    public static string Text(Told over) => over.Kind switch
    {
        "failed-steps" => $"no step has failed any more: {over.Subject}",
        "late-lockout" => "everybody is locked out",
        "refused-messages" => $"no refused request waits: {over.Subject}",
        "unread-messages" => $"no message waits: {over.Subject}",
        _ => "no work was left behind for a day",
    };

    /// <summary>Where the dashboard shows it.</summary>
    public static string Path(AlertFact fact) => fact.Kind switch
    {
        "failed-steps" => $"/failures/group?step={Uri.EscapeDataString(fact.Step ?? "")}&kind={Uri.EscapeDataString(fact.Error ?? "")}",
        "refused-messages" => "/messages?kind=refused",
        "unread-messages" => "/messages?kind=not-read",
        "work-left-behind" => "/left-behind",
        _ => "/",
    };
}
