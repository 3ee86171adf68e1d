namespace Offboarding.Dashboard.Security;

/// <summary>A named set of permissions. An account has one role; whoever has several has the permissions of all of them.</summary>
public static class Role
{
    /// <summary>The type of the claim that carries a role.</summary>
    public const string ClaimType = "offboarding.role";

    /// <summary>Looks, without personal data.</summary>
    public const string Viewer = "viewer";

    /// <summary>Sees people and does the daily work.</summary>
    public const string Operator = "operator";

    /// <summary>
    /// Whoever used a one-time link: an admin who approves nothing, because nobody knows whether two links were used by two people. No account has it.
    /// </summary>
    public const string OneTimeLink = "one-time-link";

    /// <summary>Everything: also approves, exports, deletes people and ends others' sessions.</summary>
    public const string Admin = "admin";

    private static readonly Dictionary<string, IReadOnlyList<string>> Sets = new(StringComparer.Ordinal)
    {
        [Viewer] = [Permission.View, Permission.ViewSystem],
        [Operator] =
        [
            Permission.View, Permission.ViewPersonalData, Permission.Retry, Permission.RetryInBulk, Permission.Skip, Permission.Cancel,
            Permission.Start, Permission.ViewSystem,
        ],
        [Admin] = Permission.All,
        [OneTimeLink] = [.. Permission.All.Where(static permission => permission != Permission.Approve)],
    };

    /// <summary>The roles there are, from the least to the most.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin];

    /// <summary>What a role may do; nothing, if there is no such role.</summary>
    public static IReadOnlyList<string> Permissions(string role) => Sets.GetValueOrDefault(role, []);
}
