using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Intake;

/// <summary>A publisher speaks for its own workspaces, also in a message that a worker sends a second time.</summary>
public sealed class PublisherRulesTests
{
    private const string Command = "offboarding.deactivate-user";
    private static readonly Guid Own = Guid.NewGuid();

    private readonly PublisherRules _rules;

    public PublisherRulesTests()
    {
        var options = new MessagingOptions { RabbitMq = "amqp://worker:secret@broker" };
        options.Publishers.Add(new PublisherRule { User = "hr", Workspaces = { Own }, Commands = { Command } });
        _rules = new PublisherRules(Options.Create(options));
    }

    [Theory]
    [InlineData("hr", false, true)]
    [InlineData("hr", true, true)]
    [InlineData("crm", false, false)]
    [InlineData("crm", true, false)]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    public void Who_published_it_is_what_counts_and_a_worker_may_send_what_is_the_products_own(string? user, bool isWorker, bool may) =>
        (_rules.Problem(Command, Own, new Publisher(user, isWorker)) is null).ShouldBe(may);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Having_waited_lets_nobody_speak_for_another_workspace(bool isWorker) =>
        _rules.Problem(Command, Guid.NewGuid(), new Publisher("hr", isWorker)).ShouldNotBeNull().Message.ShouldContain("is hr, who may not send");

    [Fact]
    public void With_rules_a_header_is_believed_of_a_worker_alone()
    {
        _rules.Believes(new Publisher("hr", IsWorker: false)).ShouldBeFalse();
        _rules.Believes(new Publisher("hr", IsWorker: true)).ShouldBeTrue();
        new PublisherRules(Options.Create(new MessagingOptions())).Believes(default).ShouldBeTrue();
    }
}
