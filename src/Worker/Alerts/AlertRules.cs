using Offboarding.Worker.Infrastructure;

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
/// <param name="Kind">As of <see cref="AlertFact"/>.</param>
/// <param name="Subject">Likewise.</param>
/// <param name="ToldCount">How many they were told of, or the fewest since.</param>
/// <param name="AbsentSince">Since when there are none, UTC; null: there are some.</param>
internal sealed record Told(string Kind, string Subject, long ToldCount, DateTime? AbsentSince = null);

/// <summary>What follows from a look.</summary>
/// <param name="News">What operators are told of now.</param>
/// <param name="Over">What they were told of and is over.</param>
/// <param name="Changed">What they were told of and is neither, as it is to be remembered from now on.</param>
internal sealed record AlertDecision(IReadOnlyList<AlertFact> News, IReadOnlyList<Told> Over, IReadOnlyList<Told> Changed);

/// <summary>Decides whom to tell what (pure).</summary>
internal static class AlertRules
{
    /// <summary>A trouble that has grown so many times is told again.</summary>
    private const int Grown = 10;

    /// <summary>
    /// Equal troubles are told once, and again only when there are ten times as many as there were at the fewest since. In quiet hours nothing is
    /// told, and what began and ended in them never is.
    /// </summary>
    /// <param name="found">What there is.</param>
    /// <param name="told">What operators were told of.</param>
    /// <param name="isQuiet">Whether nobody is to be disturbed.</param>
    /// <param name="now">UTC.</param>
    /// <param name="allClearAfter">How long there must be no failed steps. A step that is tried again is not among the failed until its attempts have run out once more: that is not the end of the trouble.</param>
    public static AlertDecision Decide(IReadOnlyList<AlertFact> found, IReadOnlyList<Told> told, bool isQuiet, DateTime now, TimeSpan allClearAfter)
    {
        var counts = found.ToDictionary(static one => (one.Kind, one.Subject), static one => one.Count);
        List<Told> known = [.. told.Select(one => counts.TryGetValue((one.Kind, one.Subject), out long count)
            ? one with { ToldCount = Math.Min(one.ToldCount, count), AbsentSince = null }
            : one with { AbsentSince = one.AbsentSince ?? now })];
        if (isQuiet)
        {
            return new AlertDecision([], [], [.. known.Except(told)]);
        }

        var toldCounts = told.ToDictionary(static one => (one.Kind, one.Subject), static one => one.ToldCount);
        List<AlertFact> news = [.. found.Where(one => !toldCounts.TryGetValue((one.Kind, one.Subject), out long count) || one.Count >= Grown * count)];
        List<Told> over = [.. known.Where(one => now - one.AbsentSince >= (one.Kind == "failed-steps" ? allClearAfter : TimeSpan.Zero))];
        HashSet<(string, string)> toldNow = [.. news.Select(static one => (one.Kind, one.Subject))];
        return new AlertDecision(news, over, [.. known.Except(told).Except(over).Where(one => !toldNow.Contains((one.Kind, one.Subject)))]);
    }

    /// <summary>A trouble in a sentence that names nobody.</summary>
    public static string Text(AlertFact fact) => fact.Kind switch
    {
        "failed-steps" => $"{Say.Count(fact.Count, "step")} failed: {fact.Step} ({fact.Error}), the first at {Say.Instant(fact.Since)}",
        "late-lockout" => $"{Say.Count(fact.Count, "person is", "people are")} not locked out yet, the first since {Say.Instant(fact.Since)}",
        "refused-messages" => $"{Say.Count(fact.Count, "request was", "requests were")} refused ({fact.Subject}), the first at {Say.Instant(fact.Since)}; the request was not carried out",
        "unread-messages" => $"{Say.Count(fact.Count, "message")} could not be read or handled ({fact.Subject}), the first at {Say.Instant(fact.Since)}",
        _ => $"{Say.Count(fact.Count, "case was", "cases were")} opened again because work was left with an inactive user",
    };

    /// <summary>What is over, in a few words.</summary>
    public static string Text(Told over) => over.Kind switch
    {
        "failed-steps" => $"no failed steps left: {over.Subject}",
        "late-lockout" => "everybody is locked out",
        "refused-messages" => $"no refused requests left: {over.Subject}",
        "unread-messages" => $"no dead letters left: {over.Subject}",
        _ => "no work was left with inactive users for a day",
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
