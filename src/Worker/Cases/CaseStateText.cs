using System.Text.Json;

namespace Offboarding.Worker.Cases;

/// <summary>The states of a case as the database writes them.</summary>
internal static class CaseStateText
{
    public static CaseState Read(string text) => Enum.Parse<CaseState>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public static string Write(CaseState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
