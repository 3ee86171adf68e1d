using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Deletion;

/// <summary>Why somebody is held or let go, in the asker's words. Kept with the hold, not in the audit trail: it may name people.</summary>
internal static class LegalHoldReason
{
    public static string Read(FieldReader json) => json.Text("reason", 500, required: true) ?? "";
}
