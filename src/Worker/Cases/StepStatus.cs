namespace Offboarding.Worker.Cases;

/// <summary>The states of a step; in the database in lower case.</summary>
public enum StepStatus
{
    /// <summary>Its phase has not begun.</summary>
    Waiting,

    /// <summary>Sent on its way, no batch yet.</summary>
    Ready,

    /// <summary>In batches.</summary>
    Running,

    /// <summary>Failed, the next attempt has a time.</summary>
    Retrying,

    /// <summary>Out of attempts, or a rule said no. An operator decides.</summary>
    Failed,

    /// <summary>Left out by an operator.</summary>
    Skipped,

    /// <summary>Nothing is left to do.</summary>
    Done,
}
