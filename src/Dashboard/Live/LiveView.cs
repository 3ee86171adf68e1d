using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Pages.Case;
using Offboarding.Dashboard.Pages.Cases;
using Offboarding.Dashboard.Pages.LeaverLists;
using Offboarding.Dashboard.Pages.Messages;
using Offboarding.Dashboard.Pages.Now;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Queries;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Live;

/// <summary>What somebody watches. Two people who watch the same share one read and one rendering.</summary>
public abstract record LiveView
{
    /// <summary>Whether those who watch may see personal data; those who may not share another read.</summary>
    public bool Personal { get; init; }

    /// <summary>To which workspaces those who watch are limited; others share another read.</summary>
    public WorkspaceLimit Limit { get; init; } = WorkspaceLimit.Current ?? throw new InvalidOperationException("Nobody has said who watches.");

    /// <summary>What is going on.</summary>
    public sealed record Now(NowWindow Window) : LiveView;

    /// <summary>What is to happen on a day or at a time to come, with the buttons somebody sees.</summary>
    public sealed record Scheduled(CaseRights Rights) : LiveView;

    /// <summary>The seats of one workspace.</summary>
    public sealed record Seats(Guid Workspace) : LiveView;

    /// <summary>The list of cases, with or without ticks.</summary>
    public sealed record Cases(CaseQuery Query, bool MayTick) : LiveView;

    /// <summary>One case, with or without the buttons.</summary>
    public sealed record Case(Guid Id, CaseRights Rights) : LiveView;

    /// <summary>What waits for a second person, with the buttons of who looks.</summary>
    public sealed record Approvals(ApprovalRights Rights, Cursor? Before) : LiveView;

    /// <summary>One mass change, its people after a case.</summary>
    public sealed record Approval(Guid Id, ApprovalRights Rights, Guid? After) : LiveView;

    /// <summary>Messages with many people.</summary>
    public sealed record LeaverLists(Cursor? Before) : LiveView;

    /// <summary>One of them.</summary>
    public sealed record LeaverList(Guid Workspace, Guid Request, LeaverListQuery Query) : LiveView;

    /// <summary>People of a workspace, by name for who sees names.</summary>
    public sealed record People(Guid Workspace, PeopleQuery Query) : LiveView;

    /// <summary>One person, with the buttons somebody sees.</summary>
    public sealed record OnePerson(Guid Workspace, Guid User, PersonRights Rights) : LiveView;

    /// <summary>Contacts of a workspace.</summary>
    public sealed record Contacts(Guid Workspace, bool Archived, long? After) : LiveView;

    /// <summary>One contact, with the buttons somebody sees.</summary>
    public sealed record OneContact(Guid Workspace, long Id, PersonRights Rights) : LiveView;

    /// <summary>Legal holds, with the buttons somebody sees.</summary>
    public sealed record Holds(bool Lifted, Cursor? Before, PersonRights Rights) : LiveView;

    /// <summary>The list of previews.</summary>
    public sealed record Previews(Cursor? Before) : LiveView;

    /// <summary>The groups of failures.</summary>
    public sealed record Failures(string Status) : LiveView;

    /// <summary>One operation with its items after a number, with or without the buttons.</summary>
    public sealed record Operation(Guid Id, int After, bool MayAct) : LiveView;

    /// <summary>The workers.</summary>
    public sealed record Workers : LiveView;

    /// <summary>A page whose content stays as it is: only the strip below the navigation changes.</summary>
    public sealed record Still : LiveView;

    /// <summary>The list of messages, with or without the buttons.</summary>
    public sealed record Messages(MessageQuery Query, MessageRights Rights) : LiveView;

    /// <summary>One message, likewise.</summary>
    public sealed record OneMessage(Guid Id, MessageRights Rights) : LiveView;
}
