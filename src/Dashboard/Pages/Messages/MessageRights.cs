using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.Messages;

/// <summary>What somebody may do with stored messages. An edit shows the whole text and can start whatever a request can.</summary>
public sealed record MessageRights(bool MayReplay, bool MayDiscard, bool MayEdit)
{
    /// <summary>From permissions.</summary>
    public static MessageRights Of(Func<string, bool> may) =>
        new(may(Permission.Retry), may(Permission.Cancel), may(Permission.Start) && may(Permission.ViewPersonalData));
}
