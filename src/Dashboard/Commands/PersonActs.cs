using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>
/// What can be asked for about a person, besides a departure. The rules are the worker's, which checks once more; here only what is
/// possible now is offered.
/// </summary>
public static class PersonActs
{
    /// <summary>Why people are deleted (D1), as in a message.</summary>
    public static IReadOnlyList<string> DeletionReasons { get; } =
        [.. Enum.GetValues<DeletionReason>().Select(static reason => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString()))];

    public static SubjectAct<PersonFacts> Reactivate { get; } = new(
        "reactivate", "Reactivate", "reactivated",
        "The person can sign in with the old password; roles and teams are as they were, and a seat is taken if one is free.",
        MessageNames.Of<ReactivateUserRequested>(), Permission.Start,
        static now => now switch
        {
            { Status: not "inactive" } => $"This person is {now.Status}.",
            { NeverActive: true } => "This person was invited and never active: invite them again.",
            { OpenCase: not null, OpenCaseKind: "deactivate" } => "The departure is not finished yet.",
            _ => null,
        },
        static (now, form) => Of(now, ("giveBackWork", form.Text("giveBackWork") == "true")));

    public static SubjectAct<PersonFacts> PlaceHold { get; } = new(
        "hold", "Place a legal hold", "put under legal hold",
        "None of this person’s data is deleted until the hold is lifted. They can still leave. Your comment is kept with the hold.",
        MessageNames.Of<PlaceLegalHoldRequested>(), Permission.Start,
        static now => now switch
        {
            { Held: true } => "This person is already under legal hold.",
            { Status: not ("active" or "inactive") } => $"This person is {now.Status}.",
            _ => null,
        },
        static (now, _) => Of(now));

    public static SubjectAct<PersonFacts> LiftHold { get; } = new(
        "lift-hold", "Lift the legal hold", "released from the hold",
        "The data may be deleted again; lifting the hold deletes nothing. Your comment is kept with the hold.",
        MessageNames.Of<LiftLegalHoldRequested>(), Permission.Start,
        static now => now.Held ? null : "This person is not under legal hold.",
        static (now, _) => Of(now));

    public static SubjectAct<PersonFacts> Delete { get; } = new(
        "delete", "Delete permanently", "asked to be deleted",
        "Erases name, address, password, memberships, sessions and tokens; this cannot be undone. Conversations, notes and ratings stay, under “Deleted user”.",
        MessageNames.Of<DeleteUserRequested>(), Permission.Delete,
        static now => now switch
        {
            { Status: "active" } => "This person is active: they have to leave first.",
            { Status: not "inactive" } => $"This person is {now.Status}.",
            { Held: true } => "This person is under legal hold: it has to be lifted first.",
            { OpenCaseKind: "delete" } => "A deletion has already been requested.",
            _ => null,
        },
        static (now, form) => form.Day("lastDate") is not null
            ? Of(now, ("confirmUserId", form.Text("confirm")), ("reason", form.Text("reason")), ("lastDate", form.Text("lastDate")), ("timeZone", form.Text("timeZone")))
            : Of(now, ("confirmUserId", form.Text("confirm")), ("reason", form.Text("reason"))),
        MissingForDeletion);

    public static SubjectAct<PersonFacts> CancelInvitation { get; } = new(
        "cancel-invitation", "Cancel the invitation", "cancelled",
        "The link in the invitation no longer works, a seat it held is free, and work the person was already given becomes unassigned.",
        MessageNames.Of<CancelInvitationRequested>(), Permission.Cancel,
        static now => now.InvitationId is null ? "No invitation of this person is open." : null,
        static (now, _) => new() { ["workspaceId"] = now.WorkspaceId, ["invitationId"] = now.InvitationId });

    /// <summary>All of them, in the order of the buttons.</summary>
    public static IReadOnlyList<SubjectAct<PersonFacts>> All { get; } = [Reactivate, CancelInvitation, PlaceHold, LiftHold, Delete];

    private static string? MissingForDeletion(PersonFacts now, SubjectForm form) =>
        !DeletionReasons.Contains(form.Text("reason")) ? "Choose a reason for the deletion."
        : !Guid.TryParse(form.Text("confirm"), out Guid typed) || typed != now.Id ? "Type the id of the person to confirm."
        : form.Text("lastDate").Length > 0 && form.Day("lastDate") is null ? "Enter a date, such as 2026-12-31."
        : form.Day("lastDate") is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(form.Text("timeZone"), out _)
            ? "Enter the IANA name of the time zone, such as Europe/Berlin."
        : form.Day("lastDate") is null && now.RetentionUntil > now.Now ? $"The retention period runs until {now.RetentionUntil:yyyy-MM-dd HH:mm} UTC: choose a day after it."
        : form.Day("lastDate") is null && now.OpenCase is not null ? "A case of this person is still working: wait for it, or choose a day."
        : form.Day("lastDate") is null && now.HoldsWork ? "This person still has open work: hand it over first, or choose a day."
        : null;

    private static Dictionary<string, object?> Of(PersonFacts now, params (string Name, object? Value)[] more)
    {
        var payload = new Dictionary<string, object?> { ["workspaceId"] = now.WorkspaceId, ["userId"] = now.Id };
        foreach ((string name, object? value) in more)
        {
            payload[name] = value;
        }

        return payload;
    }
}
