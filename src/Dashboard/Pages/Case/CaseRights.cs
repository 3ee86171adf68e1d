using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>Which buttons and links of a case somebody sees. Viewers with the same rights share one rendering.</summary>
public sealed record CaseRights(bool MayRetry, bool MaySkip, bool MayCancel, bool MayStart, bool MayViewJobs)
{
    /// <summary>What these permissions allow.</summary>
    public static CaseRights Of(Func<string, bool> may) =>
        new(may(Permission.Retry), may(Permission.Skip), may(Permission.Cancel), may(Permission.Start), may(Permission.ViewSystem));
}
