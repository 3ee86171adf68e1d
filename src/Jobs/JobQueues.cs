namespace Offboarding.Jobs;

/// <summary>
/// Hangfire's queues. A server of several queues takes them in alphabetical order, and within a queue by the job's id, whatever its
/// list says; the names are chosen for that.
/// </summary>
public static class JobQueues
{
    /// <summary>Steps that end access; servers of their own take nothing else.</summary>
    public const string Lockout = "lockout";

    /// <summary>Everything else.</summary>
    public const string Work = "work";

    /// <summary>Steps that have had a turn and have more to do, behind those that have had none.</summary>
    public const string WorkLater = "work-later";
}
