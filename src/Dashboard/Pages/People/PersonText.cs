using Offboarding.Dashboard.Layout;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Says things about people.</summary>
internal static class PersonText
{
    /// <summary>The state whose icon and tone a status has.</summary>
    public static string State(string status) => status switch { "active" => "done", "invited" => "message", "inactive" => "paused-person", _ => "cancelled" };

    /// <summary>What kind of case it is.</summary>
    public static string Kind(string kind) => kind switch
    {
        "reassign" => "Work handed over",
        "undo" => "Handover given back",
        "delete" => "Deletion",
        _ => "Departure",
    };

    /// <summary>"owner, admin" and what else somebody is.</summary>
    public static string Roles(IEnumerable<string> roles, bool ownsAccount, string kind)
    {
        string text = string.Join(", ", [.. roles, .. ownsAccount ? ["owns the account"] : Array.Empty<string>(), .. kind == "partner" ? ["partner"] : Array.Empty<string>()]);
        return text.Length == 0 ? "no role" : Words.Sentence(text);
    }
}
