using System.Text.Json.Serialization;

namespace Offboarding.Contracts;

/// <summary>The buttons of Hangfire's dashboard.</summary>
[JsonConverter(typeof(KebabCaseEnumConverter<JobAction>))]
public enum JobAction
{
    /// <summary>A waiting retry is due now; a date is looked at now.</summary>
    EnqueueNow,

    /// <summary>A failed step gets fresh attempts, and its case goes on.</summary>
    Requeue,

    /// <summary>A waiting retry is given up: its step fails at once. A failed job leaves the list, and its step stays failed.</summary>
    Delete,

    /// <summary>A recurring job runs now.</summary>
    Trigger,
}
