using Offboarding.Contracts;
using Offboarding.Local.Demo;

namespace Offboarding.Local.Tests.Demo;

public sealed class DemoRequestTests
{
    [Fact]
    public void First_Lea_leaves_and_her_work_goes_round_to_three_colleagues()
    {
        DemoRequest request = DemoRequest.Next([Agent("Lea"), Agent("Ben"), Agent("Chen"), Agent("Dana"), Agent("Eli")])!;
        request.Leaver.Name.ShouldBe("Lea");
        request.Recipients.Select(recipient => recipient.Name).ShouldBe(["Ben", "Chen", "Dana"]);
    }

    [Fact]
    public void Whoever_left_already_neither_leaves_again_nor_receives()
    {
        DemoRequest request = DemoRequest.Next([Agent("Lea", active: false), Agent("Ben", open: 0), Agent("Chen"), Agent("Dana", active: false), Agent("Eli")])!;
        request.Leaver.Name.ShouldBe("Chen");
        request.Recipients.Select(recipient => recipient.Name).ShouldBe(["Ben", "Eli"]);
    }

    [Fact]
    public void The_last_one_stays_because_nobody_could_take_the_work() =>
        DemoRequest.Next([Agent("Lea", active: false), Agent("Ben")]).ShouldBeNull();

    [Fact]
    public void Each_request_has_an_id_of_its_own_and_asks_for_a_round_robin()
    {
        DemoRequest request = DemoRequest.Next([Agent("Lea"), Agent("Ben")])!;
        DeactivateUserRequested message = request.ToMessage();
        message.RequestId.ShouldBe(request.RequestId);
        message.RequestId.ShouldNotBe(DemoRequest.Next([Agent("Lea"), Agent("Ben")])!.RequestId);
        message.Handover!.Conversations!.Strategy.ShouldBe(AllocationStrategy.RoundRobin);
    }

    private static DemoAgent Agent(string name, bool active = true, long open = 10) => new(Guid.NewGuid(), name, active, open);
}
