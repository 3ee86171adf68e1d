namespace Offboarding.Worker.Steps;

/// <summary>Which queue a step runs on.</summary>
public enum StepLane
{
    /// <summary>Ends access; never waits behind bulk work.</summary>
    Lockout,

    /// <summary>Everything else.</summary>
    Work,
}
