using System.Text.Json;
using MassTransit;
using Offboarding.Contracts;
using Offboarding.Worker.Requests.AcceptInvitation;
using Offboarding.Worker.Requests.ApproveMassChange;
using Offboarding.Worker.Requests.ArchiveContact;
using Offboarding.Worker.Requests.CancelInvitation;
using Offboarding.Worker.Requests.CancelOffboarding;
using Offboarding.Worker.Requests.CancelReturn;
using Offboarding.Worker.Requests.ChangeHandover;
using Offboarding.Worker.Requests.ChangeSeatLimit;
using Offboarding.Worker.Requests.DeactivateContact;
using Offboarding.Worker.Requests.DeactivateUser;
using Offboarding.Worker.Requests.DeactivateUsers;
using Offboarding.Worker.Requests.DeleteContact;
using Offboarding.Worker.Requests.DeleteUser;
using Offboarding.Worker.Requests.DiscardMessage;
using Offboarding.Worker.Requests.Ingress;
using Offboarding.Worker.Requests.InviteContact;
using Offboarding.Worker.Requests.InviteUser;
using Offboarding.Worker.Requests.JobActions;
using Offboarding.Worker.Requests.LiftLegalHold;
using Offboarding.Worker.Requests.PauseOffboarding;
using Offboarding.Worker.Requests.PlaceLegalHold;
using Offboarding.Worker.Requests.ReactivateUser;
using Offboarding.Worker.Requests.ReassignWork;
using Offboarding.Worker.Requests.RejectMassChange;
using Offboarding.Worker.Requests.ReplayMessage;
using Offboarding.Worker.Requests.RescheduleOffboarding;
using Offboarding.Worker.Requests.ResumeOffboarding;
using Offboarding.Worker.Requests.RetryStep;
using Offboarding.Worker.Requests.SetReturn;
using Offboarding.Worker.Requests.SkipStep;
using Offboarding.Worker.Requests.TransferOwnership;
using Offboarding.Worker.Requests.UnarchiveContact;
using Offboarding.Worker.Requests.UndoHandover;

namespace Offboarding.Worker.Requests;

/// <summary>Every command that may enter, one line each; handler, consumer and queue are registered from here.</summary>
internal static class CommandTable
{
    public static IReadOnlyList<CommandRegistration> All { get; } =
    [
        Command<DeactivateUserRequested, DeactivateUserHandler>(),
        Command<DeleteUserRequested, DeleteUserHandler>(),
        Command<PlaceLegalHoldRequested, PlaceLegalHoldHandler>(),
        Command<LiftLegalHoldRequested, LiftLegalHoldHandler>(),
        Command<DeactivateUsersRequested, DeactivateUsersHandler>(),
        Command<TransferOwnershipRequested, TransferOwnershipHandler>(),
        Command<ReactivateUserRequested, ReactivateUserHandler>(),
        Command<ChangeSeatLimitRequested, ChangeSeatLimitHandler>(),
        Command<ReassignWorkRequested, ReassignWorkHandler>(),
        Command<UndoHandoverRequested, UndoHandoverHandler>(),
        Command<CancelOffboardingRequested, CancelOffboardingHandler>(),
        Command<RescheduleOffboardingRequested, RescheduleOffboardingHandler>(),
        Command<ChangeHandoverRequested, ChangeHandoverHandler>(),
        Command<SetReturnRequested, SetReturnHandler>(),
        Command<CancelReturnRequested, CancelReturnHandler>(),
        Command<ApproveMassChangeRequested, ApproveMassChangeHandler>(),
        Command<RejectMassChangeRequested, RejectMassChangeHandler>(),
        Command<PauseOffboardingRequested, PauseOffboardingHandler>(),
        Command<ResumeOffboardingRequested, ResumeOffboardingHandler>(),
        Command<SkipStepRequested, SkipStepHandler>(),
        Command<InviteUserRequested, InviteUserHandler>(),
        Command<CancelInvitationRequested, CancelInvitationHandler>(),
        Command<AcceptInvitationRequested, AcceptInvitationHandler>(),
        Command<DeactivateContactRequested, DeactivateContactHandler>(),
        Command<InviteContactRequested, InviteContactHandler>(),
        Command<ArchiveContactRequested, ArchiveContactHandler>(),
        Command<UnarchiveContactRequested, UnarchiveContactHandler>(),
        Command<DeleteContactRequested, DeleteContactHandler>(),
        Command<RetryStepRequested, RetryStepHandler>(),
        Command<JobActionRequested, JobActionHandler>(),
        Command<ReplayMessageRequested, ReplayMessageHandler>(),
        Command<DiscardMessageRequested, DiscardMessageHandler>(),
    ];

    private static Entry<TCommand, THandler> Command<TCommand, THandler>()
        where TCommand : class
        where THandler : class, ICommandHandler<TCommand> => new();

    private sealed class Entry<TCommand, THandler> : CommandRegistration
        where TCommand : class
        where THandler : class, ICommandHandler<TCommand>
    {
        public override string Name => MessageNames.Of<TCommand>();

        public override IReadOnlyList<FieldError> Check(IServiceProvider services, JsonElement json) =>
            CommandReader.Read(services.GetRequiredService<ICommandHandler<TCommand>>(), json).Errors;

        public override bool TakesLists(IServiceProvider services) => services.GetRequiredService<ICommandHandler<TCommand>>().TakesLists;

        public override void AddHandler(IServiceCollection services) => services.AddSingleton<ICommandHandler<TCommand>, THandler>();

        public override void AddConsumer(IBusRegistrationConfigurator bus) => bus.AddConsumer<IngressConsumer<TCommand>>();

        public override void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context) =>
            endpoint.ConfigureConsumer<IngressConsumer<TCommand>>(context);
    }
}
