namespace Offboarding.Worker.Approvals;

/// <summary>Section <c>Approvals</c>.</summary>
public sealed class ApprovalsOptions
{
    public const string Section = "Approvals";

    /// <summary>
    /// A decision that was published on the broker counts, and not only one from the dashboard. On the broker whoever may publish can name anybody: set it only if
    /// nobody may publish to these two exchanges who may also request departures.
    /// </summary>
    public bool OverTheBroker { get; set; }
}
