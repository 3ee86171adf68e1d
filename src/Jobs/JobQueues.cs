namespace Offboarding.Jobs;

/// <summary>Hangfire's queues. A server of several takes them by the alphabet, so lockout comes first.</summary>
public static class JobQueues
{
    /// <summary>Steps that end access; servers of their own take nothing else.</summary>
    public const string Lockout = "lockout";

    /// <summary>Everything else.</summary>
    public const string Work = "work";
}
