using Offboarding.Contracts;
using Offboarding.Worker.Operators;

namespace Offboarding.Worker.Tests.Operators;

public sealed class OperationCommandTests
{
    private static readonly OperationRow Operation = new() { Id = Guid.NewGuid(), Kind = "retry-steps", Actor = "ops.anna", Why = "the disk is bigger" };
    private static readonly OperationItem Item = new() { RequestId = Guid.NewGuid(), WorkspaceId = Guid.NewGuid(), CaseId = Guid.NewGuid(), Step = "update-seats" };

    [Fact]
    public void The_same_item_is_the_same_command_however_often_it_is_sent()
    {
        var command = (RetryStepRequested)OperationCommand.For(Operation, Item);
        OperationCommand.For(Operation, Item).ShouldBe(command);
        (command.RequestId, command.OffboardingId, command.Step, command.RequestedBy).ShouldBe((Item.RequestId, Item.CaseId!.Value, "update-seats", "ops.anna"));
        command.Comment.ShouldBe($"operation {Operation.Id}: the disk is bigger");
    }

    [Fact]
    public void A_step_is_skipped_for_the_reason_of_the_operation()
    {
        var command = (SkipStepRequested)OperationCommand.For(Operation with { Kind = "skip-steps" }, Item);
        (command.RequestId, command.WorkspaceId, command.OffboardingId, command.Step, command.RequestedBy)
            .ShouldBe((Item.RequestId, Item.WorkspaceId, Item.CaseId!.Value, "update-seats", "ops.anna"));
        command.Reason.ShouldBe($"operation {Operation.Id}: the disk is bigger");
    }

    [Fact]
    public void A_case_is_paused_and_resumed_by_who_asked()
    {
        var pause = (PauseOffboardingRequested)OperationCommand.For(Operation with { Kind = "pause-cases" }, Item with { Step = null });
        (pause.RequestId, pause.WorkspaceId, pause.OffboardingId, pause.RequestedBy).ShouldBe((Item.RequestId, Item.WorkspaceId, Item.CaseId!.Value, "ops.anna"));
        var resume = (ResumeOffboardingRequested)OperationCommand.For(Operation with { Kind = "resume-cases" }, Item with { Step = null });
        (resume.RequestId, resume.WorkspaceId, resume.OffboardingId, resume.RequestedBy).ShouldBe((Item.RequestId, Item.WorkspaceId, Item.CaseId!.Value, "ops.anna"));
    }

    [Fact]
    public void A_case_is_called_off_in_the_name_of_an_admin_and_the_comment_says_who_asked()
    {
        var admin = Guid.NewGuid();
        var command = (CancelOffboardingRequested)OperationCommand.For(Operation with { Kind = "cancel-cases", InTheNameOf = admin }, Item with { Step = null });
        (command.RequestId, command.WorkspaceId, command.OffboardingId, command.RequestedBy).ShouldBe((Item.RequestId, Item.WorkspaceId, Item.CaseId!.Value, admin));
        command.Comment.ShouldBe($"operation {Operation.Id} by ops.anna: the disk is bigger");
    }

    [Fact]
    public void A_message_is_replayed_in_the_name_of_who_asked()
    {
        var item = new OperationItem { RequestId = Guid.NewGuid(), MessageId = Guid.NewGuid() };
        var command = (ReplayMessageRequested)OperationCommand.For(Operation with { Kind = "replay-messages" }, item);
        (command.RequestId, command.MessageId, command.RequestedBy).ShouldBe((item.RequestId, item.MessageId.Value, "ops.anna"));
    }

    [Fact]
    public void A_kind_that_nobody_knows_sends_nothing() =>
        Should.Throw<ArgumentOutOfRangeException>(() => OperationCommand.For(Operation with { Kind = "delete-everybody" }, Item));

    [Fact]
    public void A_long_reason_is_cut_to_what_the_command_takes() =>
        OperationCommand.Comment(Operation with { Why = new string('x', 500) }).Length.ShouldBe(500);
}
