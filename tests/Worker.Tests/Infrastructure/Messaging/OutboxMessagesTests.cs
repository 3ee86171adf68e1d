using System.Text.Json;
using Npgsql;
using Offboarding.Contracts;
using Offboarding.Worker.Infrastructure.Outbox;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Infrastructure.Messaging;

public sealed class OutboxMessagesTests
{
    private static readonly Guid Case = Guid.NewGuid();

    [Fact]
    public void What_is_said_together_is_one_statement_in_its_order()
    {
        StepCompleted first = Completed("sign-out-sessions"), second = Completed("update-seats");
        var said = new OutboxMessages();
        said.AddEvent(first);
        said.AddEvent(second);
        said.AddForCase("offboarding.run-step", new RunStep(Case, "reassign-tasks", 1), Case);

        NpgsqlBatchCommand statement = Written(said).ShouldHaveSingleItem();
        Guid[] ids = (Guid[])statement.Parameters[0].Value!;
        ids[..2].ShouldBe([first.EventId, second.EventId]);
        ids[2].ShouldNotBe(Guid.Empty);
        ((string[])statement.Parameters[1].Value!).ShouldBe(["offboarding.step-completed", "offboarding.step-completed", "offboarding.run-step"]);
        ((byte[][])statement.Parameters[3].Value!).Select(body => JsonDocument.Parse(body).RootElement.GetProperty("step").GetString())
            .ShouldBe(["sign-out-sessions", "update-seats", "reassign-tasks"]);
    }

    [Fact]
    public void Who_has_nothing_to_say_sends_no_statement() => Written(new OutboxMessages()).ShouldBeEmpty();

    private static List<NpgsqlBatchCommand> Written(OutboxMessages said)
    {
        using var batch = new NpgsqlBatch();
        said.WriteTo(batch);
        return [.. batch.BatchCommands.Cast<NpgsqlBatchCommand>()];
    }

    private static StepCompleted Completed(string step) => new()
    {
        EventId = Guid.NewGuid(),
        OffboardingId = Case,
        RequestId = Guid.NewGuid(),
        WorkspaceId = Guid.NewGuid(),
        UserId = Guid.NewGuid(),
        OccurredAt = DateTimeOffset.UnixEpoch,
        Step = step,
        Done = 1,
    };
}
