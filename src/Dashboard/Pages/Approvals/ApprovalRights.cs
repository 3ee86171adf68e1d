using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Approvals;

/// <summary>Who looks at what waits, and whether they may decide at all.</summary>
public sealed record ApprovalRights(string Me, bool MayApprove)
{
    /// <summary>Of who is signed in.</summary>
    public static ApprovalRights Of(HttpContext context) => new(context.User.Actor(), context.User.May(Permission.Approve));
}
