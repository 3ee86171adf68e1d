using Offboarding.Contracts;
using Offboarding.Worker.Operations;

namespace Offboarding.Worker.Tests.Operations;

public sealed class OperationCommandTests
{
    private static readonly OperationRow Operation = new() { Id = Guid.NewGuid(), Actor = "ops.anna", Why = "the disk is bigger" };

    [Fact]
    public void The_same_item_is_the_same_command_however_often_it_is_sent()
    {
        var item = new OperationItem { Number = 3, CaseId = Guid.NewGuid(), Step = "update-seats" };
        var command = (RetryStepRequested)OperationCommand.For(Operation, item);
        OperationCommand.For(Operation, item).ShouldBe(command);
        (command.OffboardingId, command.Step, command.RequestedBy).ShouldBe((item.CaseId.Value, "update-seats", "ops.anna"));
        command.Comment.ShouldBe($"operation {Operation.Id}: the disk is bigger");
        ((RetryStepRequested)OperationCommand.For(Operation, item with { Number = 4 })).RequestId.ShouldNotBe(command.RequestId);
        ((RetryStepRequested)OperationCommand.For(Operation with { Id = Guid.NewGuid() }, item)).RequestId.ShouldNotBe(command.RequestId);
    }

    [Fact]
    public void A_message_is_replayed_in_the_name_of_who_asked()
    {
        var item = new OperationItem { Number = 1, MessageId = Guid.NewGuid() };
        var command = (ReplayMessageRequested)OperationCommand.For(Operation, item);
        (command.MessageId, command.RequestedBy).ShouldBe((item.MessageId.Value, "ops.anna"));
    }

    [Fact]
    public void A_long_reason_is_cut_to_what_the_command_takes() =>
        OperationCommand.Comment(Operation with { Why = new string('x', 500) }).Length.ShouldBe(500);
}
