namespace Offboarding.Contracts.Tests;

/// <summary>How docs/messages.md names a field. The kinds of work in a handover share their fields, which are explained once.</summary>
internal static class FieldPath
{
    public static string Of(string parent, string field) => parent.Split('.') switch
    {
        [""] => field,
        ["handover", _] => $"handover.<kind>.{field}",
        _ => $"{parent}.{field}",
    };
}
