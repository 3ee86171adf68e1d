namespace Offboarding.Local.Demo;

/// <summary>How far a step is. <see cref="Total"/> is null until the step has counted.</summary>
internal sealed record StepSnapshot(string Name, string Status, long? Total, long Done, int Attempts, string? LastError)
{
    public bool IsOver => Status is "done" or "skipped";
}
