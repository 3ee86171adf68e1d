namespace Offboarding.Worker.Intake;

/// <summary>What one kind of command from outside means. One implementation a command; the ingress does the rest.</summary>
/// <typeparam name="TCommand">A command of Contracts.</typeparam>
internal interface ICommandHandler<TCommand>
    where TCommand : class
{
    /// <summary>The command carries a list of many, and may be larger than others: <c>Messaging:MaxListBytes</c>.</summary>
    bool TakesLists => false;

    /// <summary>Makes a command of foreign JSON; what is wrong is noted in the reader, and then the result is not used.</summary>
    TCommand Read(FieldReader json);

    /// <summary>Acts on a command whose fields are right. Every answer, also "no", is written in one transaction.</summary>
    /// <param name="command">The command.</param>
    /// <param name="body">The message as it came, kept with a refusal so that it can be replayed.</param>
    /// <param name="cancellationToken">The worker stops; the message comes again.</param>
    Task HandleAsync(TCommand command, ReceivedBody body, CancellationToken cancellationToken);
}
