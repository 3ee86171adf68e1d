namespace Offboarding.Telemetry;

/// <summary>How lines are written to the console.</summary>
public enum LogFormat
{
    /// <summary>As .NET does, for people.</summary>
    Text,

    /// <summary>One JSON object a line with the ids of trace, case and workspace, and without personal data.</summary>
    Json,
}
