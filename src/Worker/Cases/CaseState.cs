using System.Text.Json;

namespace Offboarding.Worker.Cases;

/// <summary>The states of a case; in the database in kebab-case.</summary>
public enum CaseState
{
    /// <summary>Accepted, and waits for a second person, because too many were asked for at once (F9).</summary>
    HeldForApproval,

    /// <summary>Accepted, the last day is still to come (F1).</summary>
    Scheduled,

    /// <summary>Sign-in is closed, sessions are being ended.</summary>
    SigningOut,

    /// <summary>Work is being handed over, the seat is being freed.</summary>
    HandingOver,

    /// <summary>A step ran out of attempts; the others go on.</summary>
    NeedsAttention,

    /// <summary>Stopped by an operator until resumed.</summary>
    Paused,

    /// <summary>Everything is done. Final.</summary>
    Completed,

    /// <summary>Was scheduled and could not be started when due. Final.</summary>
    Refused,

    /// <summary>Was cancelled. Final.</summary>
    Cancelled,
}

/// <summary>The states of a case as the database writes them.</summary>
internal static class CaseStateText
{
    public static CaseState Read(string text) => Enum.Parse<CaseState>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public static string Write(CaseState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
