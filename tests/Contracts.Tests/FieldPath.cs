namespace Offboarding.Contracts.Tests;

/// <summary>How docs/messages.md names a field. The kinds of work in a handover share their fields, which are explained once; so does a plan of one person of a list.</summary>
internal static class FieldPath
{
    public static string Of(string parent, string field) => parent.Split('.') switch
    {
        [""] => field,
        ["users[]"] when field == "handover" => field,
        ["handover", _] => $"handover.<kind>.{field}",
        _ => $"{parent}.{field}",
    };
}
