using MassTransit;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Departures;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Infrastructure.Messaging;

/// <summary>During an upgrade a worker reads what one of another build has queued; the name of a type is part of the message.</summary>
public sealed class MessageNamesOfEarlierBuildsTests
{
    [Theory]
    [InlineData(typeof(NudgeCase), "Offboarding.Worker.Process:NudgeCase")]
    [InlineData(typeof(RetryStep), "Offboarding.Worker.Process:RetryStep")]
    [InlineData(typeof(StartCase), "Offboarding.Worker.Requests.DeactivateUser:StartCase")]
    [InlineData(typeof(RunStep), "Offboarding.Worker.Steps:RunStep")]
    [InlineData(typeof(RunPreview), "Offboarding.Worker.Requests.PreviewHandover:RunPreview")]
    [InlineData(typeof(RunListPreview), "Offboarding.Worker.Requests.DeactivateUsers:RunListPreview")]
    public void An_internal_message_keeps_its_name_wherever_its_type_lives(Type message, string name) =>
        MessageUrn.ForTypeString(message).ShouldBe($"urn:message:{name}");
}
