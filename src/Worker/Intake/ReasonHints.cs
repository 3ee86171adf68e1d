using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Worker.Intake;

/// <summary>For some reasons people leave, for others they are deleted (D1); who takes one for the other is told.</summary>
internal static class ReasonHints
{
    public static string? ForDeactivation(string said) => IsOne<DeletionReason>(said)
        ? "for that reason people are deleted: deactivate them for one of these, then send DeleteUserRequested"
        : null;

    public static string? ForDeletion(string said) => IsOne<DeactivationReason>(said)
        ? "for that reason people leave and are kept: send DeactivateUserRequested"
        : null;

    private static bool IsOne<TEnum>(string said)
        where TEnum : struct, Enum => Enum.GetNames<TEnum>().Any(name => JsonNamingPolicy.KebabCaseLower.ConvertName(name) == said);
}
