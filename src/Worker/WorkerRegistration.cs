using Npgsql;
using Offboarding.Hosting;
using Offboarding.Telemetry;
using Offboarding.Worker.Alerts;
using Offboarding.Worker.Approvals;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Deletion;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Handover;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using Offboarding.Worker.Invitations;
using Offboarding.Worker.Jobs;
using Offboarding.Worker.Monitoring;
using Offboarding.Worker.Operators;
using Offboarding.Worker.Returns;
using Offboarding.Worker.Seats;
using Offboarding.Worker.SignOut;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker;

/// <summary>Everything the worker needs, in the order of the walk of a message.</summary>
public static class WorkerRegistration
{
    /// <summary>
    /// Adds the worker to a host; the configuration sections are described in docs/configuration.md. A host that wants its own words for a
    /// wrong setting calls <see cref="Settings.CheckSettings"/> once it is built; otherwise the start fails.
    /// </summary>
    public static IHostApplicationBuilder AddOffboardingWorker(this IHostApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        MessagingOptions messaging = builder.AddSettings<MessagingOptions>(MessagingOptions.Section);
        builder.AddSettings<StepsOptions>(StepsOptions.Section);
        builder.AddSettings<MonitorsOptions>(MonitorsOptions.Section);
        builder.AddSettings<ApprovalsOptions>(ApprovalsOptions.Section);
        builder.AddSettings<OperationsOptions>(OperationsOptions.Section);
        AlertsOptions alerts = builder.AddSettings<AlertsOptions>(AlertsOptions.Section);
        TelemetryOptions telemetry = builder.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        builder.AddOffboardingTelemetry(telemetry, "offboarding-worker");
        services.AddSingleton(TimeProvider.System);
        builder.AddOffboardingDatabase();
        // Before whatever claims something: it stops after them.
        services.AddSingleton<WorkerLock>();
        services.AddHostedService(static provider => provider.GetRequiredService<WorkerLock>());

        // Requests: what may enter
        services.AddSingleton<CaseOpener>();
        services.AddSingleton<HandoverCaseOpener>();
        services.AddSingleton<AbsenceUndo>();
        services.AddSingleton<Reactivation>();
        services.AddSingleton<PlanWriter>();
        services.AddSingleton<DeletionOpener>();
        services.AddSingleton<PreviewStore>();
        services.AddSingleton<PreviewProcessor>();
        services.AddSingleton<WorkspaceSlots>();
        services.AddSingleton<PublisherRules>();
        services.AddSingleton<WorkspaceShares>();
        services.AddSingleton<WaitingSignal>();
        services.AddSingleton<ReturnProcessor>();
        services.AddSingleton<ApprovalProcessor>();
        services.AddSingleton<CaseStart>();
        services.AddSingleton<ListLineProcessor>();
        services.AddSingleton<ListProcessor>();
        foreach (CommandRegistration command in CommandTable.All)
        {
            command.AddHandler(services);
        }

        // Process: the saga's activities
        services.AddSingleton<CaseAdvance>();
        services.AddSingleton<AdvanceCase>();
        services.AddSingleton<ReopenStep>();

        // Steps: the runner, and one line for each step
        services.AddSingleton<StepCatalog>();
        services.AddSingleton<StepStarter>();
        services.AddSingleton<IStepStarter>(static provider => provider.GetRequiredService<StepStarter>());
        services.AddSingleton<StepFailures>();
        services.AddSingleton<RunningSteps>();
        services.AddSingleton<StepRunner>();
        services.AddSingleton<ShortSteps>();
        services.AddSingleton<IOffboardingStep, SignOutSessionsStep>();
        services.AddSingleton<IOffboardingStep, UpdateSeatsStep>();
        services.AddSingleton<IOffboardingStep, RemoveCompletedTasksStep>();
        services.AddSingleton<IOffboardingStep, EraseAccessStep>();
        services.AddSingleton<IOffboardingStep, EraseMembershipsStep>();
        services.AddSingleton<IOffboardingStep, EraseTracesStep>();
        foreach (WorkKind kind in WorkKind.All)
        {
            services.AddSingleton<IOffboardingStep>(new ReassignWorkStep(kind));
            services.AddSingleton<IOffboardingStep>(new UndoHandoverStep(kind));
        }

        // It logs each delivery that failed with the whole error, which quotes the message. What became of it we say ourselves, without.
        builder.Logging.AddFilter("MassTransit.ReceiveTransport", LogLevel.None);
        // Messaging and what watches over it all. The bus comes last: what it hears needs everything above.
        services.AddOffboardingBus(messaging);
        services.AddSingleton<StepSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<StepSweep>());
        services.AddHostedService<LockoutSweep>();
        services.AddSingleton<InvitationExpiry>();
        services.AddSingleton<ReturnSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<ReturnSweep>());
        services.AddHostedService<OperationRunner>();
        services.AddHostedService<CallWaiting>();
        services.AddSingleton<ApprovalSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<ApprovalSweep>());
        services.AddHostedService<ListSweep>();
        services.AddHostedService<WorkerHeartbeat>();
        services.AddSingleton<WorkLeftBehind>();
        if (alerts.IsOn)
        {
            services.AddHostedService<AlertSweep>();
            services.AddHostedService<AlertSender>();
        }

        if (telemetry.HasMetrics())
        {
            services.AddHostedService<DatabaseGauges>();
        }

        if (messaging.Transport == Transport.RabbitMq)
        {
            services.AddHostedService<QueueDepths>();
        }

        // What waits or needs a person, every date, and maintenance: Hangfire's jobs
        builder.AddHangfire();
        services.AddSingleton<IMaintenanceTask, OldHistory>();

        // Ready means that the database answers; MassTransit adds the same for the broker and for every queue.
        services.AddHealthChecks().AddNpgSql(static provider => provider.GetRequiredService<NpgsqlDataSource>(), name: "database")
            .AddCheck<BrokerState>("broker-alarm");
        return builder;
    }
}
