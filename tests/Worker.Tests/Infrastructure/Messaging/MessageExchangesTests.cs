using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Tests.Infrastructure.Messaging;

/// <summary>An event may have no subscriber; a command without a queue would be lost, so it has to be known which is which.</summary>
public sealed class MessageExchangesTests
{
    public static TheoryData<string, bool> Boundary =>
        [.. MessageNames.All.Select(m => (m.Value, !m.Key.Name.EndsWith("Requested", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Boundary))]
    public void A_message_of_the_boundary_is_an_event_unless_it_is_requested(string exchange, bool isEvent) =>
        MessageExchanges.IsEvent(exchange).ShouldBe(isEvent);

    [Theory]
    [InlineData(MessageExchanges.RunLockoutStep)]
    [InlineData(MessageExchanges.RunStep)]
    [InlineData(MessageExchanges.StartCase)]
    [InlineData(MessageExchanges.Saga)]
    [InlineData("somebody.elses")]
    public void Nothing_internal_or_unknown_is_an_event(string exchange) => MessageExchanges.IsEvent(exchange).ShouldBeFalse();
}
