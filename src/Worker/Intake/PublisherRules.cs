using MassTransit;
using Microsoft.Extensions.Options;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Intake;

/// <summary>Which publisher may act for which workspaces, with which commands (docs/security.md). <c>requestedBy</c> is the publisher's word; this is the broker's.</summary>
internal sealed class PublisherRules(IOptions<MessagingOptions> options)
{
    private const string Property = "user_id";

    private readonly List<PublisherRule> _rules = options.Value.Publishers;
    private readonly string? _ownUser = options.Value.OwnUser;

    public Publisher PublisherOf(ReceiveContext message) => Publisher.Of(message, _ownUser);

    /// <summary>Whether to believe what only a worker says in a header. Without rules workers do not say who they are, and nobody vouches for it.</summary>
    public bool Believes(Publisher by) => by.IsWorker || _ownUser is null;

    /// <summary>
    /// Null: it may. A worker may send what is the product's own; what somebody published and had to wait is still judged by who that was. The refusal is about a property of the message and no decision about its wish, so nobody can use up another publisher's request id, and an
    /// operator can replay it.
    /// </summary>
    public Refusal? Problem(string command, Guid? workspaceId, Publisher by)
    {
        string? publisher = by.User;
        if (_rules.Count == 0 || by is { IsWorker: true, User: null } || _rules.Exists(r => r.User == publisher && r.Allows(command, workspaceId)))
        {
            return null;
        }

        string problem = publisher is null ? "is missing; here every publisher says which user of the broker it is"
            : _rules.Exists(r => r.User == publisher)
                ? $"is {publisher}, who may not send {command} for {(workspaceId is { } id ? $"workspace {id}" : "a message without a workspace")}"
                : $"is {publisher}, for whom there is no rule";
        return new Refusal(
            RefusalCode.InvalidRequest,
            $"{command}: {Property} {problem}.",
            publisher is null
                ? "Set the property user_id of the message to the name of the broker's user that you publish with."
                : "Publish with the user that this is for, or let whoever runs Offboarding add a rule (Messaging:Publishers); the same requestId may be used.",
            [new FieldError { Path = Property, Problem = problem }]);
    }
}
