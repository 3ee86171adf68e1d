namespace Offboarding.Worker.Approvals;

/// <summary>Says whether departures are too many at once (F9): a pure function.</summary>
public static class MassChangeRule
{
    /// <param name="facts">What is allowed, and what there was in the period.</param>
    /// <param name="adding">People who are asked for now.</param>
    /// <returns>A second person has to look.</returns>
    public static bool IsOver(MassChangeFacts facts, int adding)
    {
        int total = facts.Counted + adding;
        // One person alone is a share of any size in a small workspace, and no mass change; who wants even that to wait says 0 people.
        return (facts.PeopleLimit is { } people && total > people)
            || (facts.PercentLimit is { } percent && total > 1 && total * 100L > (long)percent * (facts.Active + facts.Gone));
    }
}
