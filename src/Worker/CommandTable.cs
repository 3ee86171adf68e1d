using System.Text.Json;
using MassTransit;
using Offboarding.Contracts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Contacts;
using Offboarding.Worker.DeadLetters;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Jobs;
using Offboarding.Worker.Operators;
using Offboarding.Worker.Ownership;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Seats;

namespace Offboarding.Worker;

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

        public override void AddConsumer(IBusRegistrationConfigurator bus) => bus.AddConsumer<IntakeConsumer<TCommand>>();

        public override void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context) =>
            endpoint.ConfigureConsumer<IntakeConsumer<TCommand>>(context);
    }
}

/// <summary>One kind of command that may enter: who handles it, and its door on the bus.</summary>
internal abstract class CommandRegistration
{
    /// <summary>The exchange, and the queue of the same name.</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with a message of this kind, as the bus would find it.</summary>
    public abstract IReadOnlyList<FieldError> Check(IServiceProvider services, JsonElement json);

    /// <summary>See <see cref="Intake.ICommandHandler{TCommand}.TakesLists"/>.</summary>
    public abstract bool TakesLists(IServiceProvider services);

    public abstract void AddHandler(IServiceCollection services);

    public abstract void AddConsumer(IBusRegistrationConfigurator bus);

    public abstract void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context);
}
