using Offboarding.Dashboard.Privacy;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Layout;

/// <summary>What every page needs besides its own content.</summary>
/// <param name="UserName">Who is signed in; null: nobody.</param>
/// <param name="FormToken">The anti-forgery token of this person in this browser.</param>
/// <param name="FormField">The name of its field.</param>
/// <param name="Permissions">What this person may do.</param>
/// <param name="Overview">What the strip shows; null where the database was not read.</param>
public sealed record PageFrame(
    string? UserName, string FormToken, string FormField, IReadOnlySet<string> Permissions, Overview? Overview)
{
    /// <summary>For a page without forms and without anybody.</summary>
    public static PageFrame Empty { get; } = new(null, "", "", new HashSet<string>(), null);

    /// <summary>What was typed into a form that was declined, without scripts; null: nothing.</summary>
    public Commands.KeptForm? Kept { get; init; }

    /// <summary>What is saved of this page; null: it cannot be saved.</summary>
    public Pages.SavedViews.ViewsOfPage? Views { get; init; }

    /// <summary>Whether this person may do it.</summary>
    public bool May(string permission) => Permissions.Contains(permission);

    /// <summary>What was read, as this person may see it. Everything a page shows goes through here.</summary>
    public T Shown<T>(T value) => PersonalData.Shown(value, May(Permission.ViewPersonalData));
}
