using System.Diagnostics;
using OpenTelemetry;

namespace Offboarding.Telemetry;

/// <summary>
/// Npgsql writes the server's message into the span of a statement that failed, and a message can quote a row. Such a span is not sent; the one around it says
/// that it failed and with what type of error.
/// </summary>
internal sealed class LeaveOutFailedStatements : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "Npgsql" && data.Status == ActivityStatusCode.Error)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
