namespace Offboarding.Worker.Cases;

/// <summary>What a case is about; in the database in lower case (docs/adr/0009).</summary>
public enum CaseKind
{
    /// <summary>Somebody leaves: lockout first, then handover and seat.</summary>
    Deactivate,

    /// <summary>Work of somebody, who may be active or not, goes to others (D5, D11). Nobody is locked out.</summary>
    Reassign,

    /// <summary>A handover is reversed, as far as nobody has touched it since (F4).</summary>
    Undo,

    /// <summary>Somebody who left is permanently deleted: account and traces go, work stays (D8).</summary>
    Delete,
}
