namespace Offboarding.Contracts;

/// <summary>
/// The stable name of each message: the exchange it is published to on RabbitMQ (fanout, durable). A name never changes,
/// whatever happens to the namespace of its record.
/// </summary>
public static class MessageNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(DeactivateUserRequested)] = "offboarding.deactivate-user",
        [typeof(DeactivateUsersRequested)] = "offboarding.deactivate-users",
        [typeof(ReassignWorkRequested)] = "offboarding.reassign-work",
        [typeof(UndoHandoverRequested)] = "offboarding.undo-handover",
        [typeof(RetryStepRequested)] = "offboarding.retry-step",
        [typeof(JobActionRequested)] = "offboarding.job-action",
        [typeof(ReplayMessageRequested)] = "offboarding.replay-message",
        [typeof(DiscardMessageRequested)] = "offboarding.discard-message",
        [typeof(ReactivateUserRequested)] = "offboarding.reactivate-user",
        [typeof(ChangeSeatLimitRequested)] = "offboarding.change-seat-limit",
        [typeof(CancelOffboardingRequested)] = "offboarding.cancel-offboarding",
        [typeof(RescheduleOffboardingRequested)] = "offboarding.reschedule-offboarding",
        [typeof(ChangeHandoverRequested)] = "offboarding.change-handover",
        [typeof(SetReturnRequested)] = "offboarding.set-return",
        [typeof(CancelReturnRequested)] = "offboarding.cancel-return",
        [typeof(ApproveMassChangeRequested)] = "offboarding.approve-mass-change",
        [typeof(RejectMassChangeRequested)] = "offboarding.reject-mass-change",
        [typeof(PauseOffboardingRequested)] = "offboarding.pause-offboarding",
        [typeof(ResumeOffboardingRequested)] = "offboarding.resume-offboarding",
        [typeof(SkipStepRequested)] = "offboarding.skip-step",
        [typeof(TransferOwnershipRequested)] = "offboarding.transfer-ownership",
        [typeof(InviteUserRequested)] = "offboarding.invite-user",
        [typeof(AcceptInvitationRequested)] = "offboarding.accept-invitation",
        [typeof(CancelInvitationRequested)] = "offboarding.cancel-invitation",
        [typeof(DeactivateContactRequested)] = "offboarding.deactivate-contact",
        [typeof(InviteContactRequested)] = "offboarding.invite-contact",
        [typeof(ArchiveContactRequested)] = "offboarding.archive-contact",
        [typeof(UnarchiveContactRequested)] = "offboarding.unarchive-contact",
        [typeof(DeleteContactRequested)] = "offboarding.delete-contact",
        [typeof(DeleteUserRequested)] = "offboarding.delete-user",
        [typeof(PlaceLegalHoldRequested)] = "offboarding.place-legal-hold",
        [typeof(LiftLegalHoldRequested)] = "offboarding.lift-legal-hold",
        [typeof(OffboardingScheduled)] = "offboarding.scheduled",
        [typeof(OffboardingStarted)] = "offboarding.started",
        [typeof(OffboardingRefused)] = "offboarding.refused",
        [typeof(OffboardingPreviewed)] = "offboarding.previewed",
        [typeof(SessionsRevoked)] = "offboarding.sessions-revoked",
        [typeof(WorkReassigned)] = "offboarding.work-reassigned",
        [typeof(SeatReleased)] = "offboarding.seat-released",
        [typeof(StepCompleted)] = "offboarding.step-completed",
        [typeof(StepFailed)] = "offboarding.step-failed",
        [typeof(OffboardingCompleted)] = "offboarding.completed",
        [typeof(UserReactivated)] = "offboarding.user-reactivated",
        [typeof(SeatLimitChanged)] = "offboarding.seat-limit-changed",
        [typeof(OffboardingReopened)] = "offboarding.reopened",
        [typeof(ReassignmentStarted)] = "offboarding.reassignment-started",
        [typeof(ReassignmentCompleted)] = "offboarding.reassignment-completed",
        [typeof(UndoStarted)] = "offboarding.undo-started",
        [typeof(UndoCompleted)] = "offboarding.undo-completed",
        [typeof(OffboardingCancelled)] = "offboarding.cancelled",
        [typeof(HandoverChanged)] = "offboarding.handover-changed",
        [typeof(OffboardingRescheduled)] = "offboarding.rescheduled",
        [typeof(OffboardingListPreviewed)] = "offboarding.list-previewed",
        [typeof(OffboardingListAccepted)] = "offboarding.list-accepted",
        [typeof(OffboardingListAnswered)] = "offboarding.list-answered",
        [typeof(OffboardingListCompleted)] = "offboarding.list-completed",
        [typeof(OffboardingHeld)] = "offboarding.held",
        [typeof(MassChangeDecided)] = "offboarding.mass-change-decided",
        [typeof(ReturnScheduled)] = "offboarding.return-scheduled",
        [typeof(ReturnHeldUp)] = "offboarding.return-held-up",
        [typeof(ReturnCancelled)] = "offboarding.return-cancelled",
        [typeof(OffboardingPaused)] = "offboarding.paused",
        [typeof(OffboardingResumed)] = "offboarding.resumed",
        [typeof(StepSkipped)] = "offboarding.step-skipped",
        [typeof(OwnershipTransferred)] = "offboarding.ownership-transferred",
        [typeof(UserInvited)] = "offboarding.user-invited",
        [typeof(InvitationAccepted)] = "offboarding.invitation-accepted",
        [typeof(InvitationCancelled)] = "offboarding.invitation-cancelled",
        [typeof(InvitationExpired)] = "offboarding.invitation-expired",
        [typeof(DeletionScheduled)] = "offboarding.deletion-scheduled",
        [typeof(DeletionStarted)] = "offboarding.deletion-started",
        [typeof(UserDeleted)] = "offboarding.user-deleted",
        [typeof(LegalHoldPlaced)] = "offboarding.legal-hold-placed",
        [typeof(LegalHoldLifted)] = "offboarding.legal-hold-lifted",
        [typeof(ContactDeactivated)] = "offboarding.contact-deactivated",
        [typeof(ContactInvited)] = "offboarding.contact-invited",
        [typeof(ContactArchived)] = "offboarding.contact-archived",
        [typeof(ContactUnarchived)] = "offboarding.contact-unarchived",
        [typeof(ContactDeleted)] = "offboarding.contact-deleted",
    };

    /// <summary>Every message of the boundary with its name.</summary>
    public static IReadOnlyDictionary<Type, string> All => Names;

    /// <summary>Whether a stored message of this name can be edited: requests of a workspace can, what operators ask for in their own name and events cannot.</summary>
    /// <param name="name">For example <c>offboarding.deactivate-user</c>.</param>
    public static bool CanBeEdited(string name) =>
        Names.FirstOrDefault(entry => entry.Value == name).Key is { } message
        && message.Name.EndsWith("Requested", StringComparison.Ordinal)
        && message.GetProperty("RequestedBy")?.PropertyType != typeof(string);

    /// <summary>The name of a message.</summary>
    /// <param name="message">A record of this package.</param>
    /// <returns>For example <c>offboarding.deactivate-user</c>.</returns>
    /// <exception cref="KeyNotFoundException">The type is not a message of the boundary.</exception>
    public static string Of(Type message) => Names[message];

    /// <summary>The name of a message.</summary>
    /// <typeparam name="TMessage">A record of this package.</typeparam>
    /// <returns>For example <c>offboarding.deactivate-user</c>.</returns>
    public static string Of<TMessage>() => Of(typeof(TMessage));
}
