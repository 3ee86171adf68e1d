using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.People;

/// <summary>Which buttons of a person or a contact somebody sees. Viewers with the same rights share one rendering.</summary>
public sealed record PersonRights(bool MayStart, bool MayCancel, bool MayDelete)
{
    /// <summary>What these permissions allow.</summary>
    public static PersonRights Of(Func<string, bool> may) => new(may(Permission.Start), may(Permission.Cancel), may(Permission.Delete));

    /// <summary>Whether an act that needs this permission is offered.</summary>
    public bool May(string permission) => permission switch
    {
        Permission.Cancel => MayCancel,
        Permission.Delete => MayDelete,
        _ => MayStart,
    };
}
