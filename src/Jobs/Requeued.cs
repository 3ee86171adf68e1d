namespace Offboarding.Jobs;

/// <summary>How the dashboard tells the worker who requeued a job: in the reason of the job's state, where people see it as well.</summary>
public static class Requeued
{
    private const string Prefix = "Requeued by ";

    /// <summary>The reason of the state.</summary>
    public static string By(string person) => Prefix + person;

    /// <summary>Who did it; null: the reason says something else.</summary>
    public static string? Who(string? reason) =>
        reason?.StartsWith(Prefix, StringComparison.Ordinal) == true ? reason[Prefix.Length..] : null;
}
