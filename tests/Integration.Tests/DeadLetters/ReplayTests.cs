using System.Text;
using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.DeadLetters;

/// <summary>What was refused or could not be handled is sent again, byte for byte, when its cause is fixed.</summary>
public sealed class ReplayTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_message_is_accepted_when_the_cause_is_fixed(bool inEnvelope)
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithOneOwner().WithoutAccountOwner());
        JsonObject json = new Departure(workspace) { User = workspace.Owner }.ToJson();
        await (inEnvelope
            ? system.Hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Offboarding.Contracts:DeactivateUserRequested", json)
            : system.Hr.SendAsync(HrSystem.Deactivate, json));
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "owner");

        Guid request = await system.Hr.ReplayAsync(refused.EventId);

        (await system.Events.OneAsync("offboarding.completed")).RequestId.ShouldBe(json["requestId"]!.GetValue<Guid>());
        (await system.Database.ReadAsync<string>("SELECT actor || ' ' || workspace_id FROM offboarding.audit WHERE action = 'message-replayed' AND operation_id = @id", ("id", request)))
            .ShouldBe($"ops.anna {workspace.Id}");
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NOT NULL FROM offboarding.refusals")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_that_is_refused_again_waits_for_the_next_replay()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });

        await system.Hr.ReplayAsync(refused.EventId);
        await system.Events.AtLeastAsync(2, "offboarding.refused");
        (await system.Database.ReadAsync<bool>("SELECT replayed_at IS NULL FROM offboarding.refusals")).ShouldBeTrue();

        await system.GiveRoleAsync(workspace, workspace.Agents[0], "admin");
        await system.Hr.ReplayAsync(refused.EventId);
        await system.Events.OneAsync("offboarding.completed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_parked_message_is_handled_when_what_broke_it_is_gone(bool inEnvelope)
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync();
        JsonObject json = new Departure(workspace).ToJson();
        await system.Database.ExecuteAsync("ALTER TABLE offboarding.cases RENAME COLUMN reason TO grund");

        await (inEnvelope
            ? system.Hr.SendInEnvelopeAsync(HrSystem.Deactivate, "urn:message:Offboarding.Contracts:DeactivateUserRequested", json)
            : system.Hr.SendAsync(HrSystem.Deactivate, json));
        Guid parked = (await Eventually.ValueAsync(
            () => system.Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.parked_messages)"), id => id is not null, "the message to be parked"))!.Value;
        (await system.Database.ReadAsync<string>("SELECT reason || ' ' || error FROM offboarding.parked_messages"))
            .ShouldSatisfyAllConditions(e => e.ShouldStartWith("failed PostgresException: 42703"), e => e.ShouldContain("reason"));
        (await system.Database.ReadAsync<string>("SELECT status FROM workspace.users WHERE id = @leaver", ("leaver", workspace.Leaver))).ShouldBe("active");

        await system.Database.ExecuteAsync("ALTER TABLE offboarding.cases RENAME COLUMN grund TO reason");
        await system.Hr.ReplayAsync(parked);

        (await system.Events.OneAsync("offboarding.completed")).RequestId.ShouldBe(json["requestId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Nonsense_that_is_replayed_is_parked_again_with_the_same_bytes()
    {
        await using TestSystem system = await shared.SetAsync();
        byte[] body = Encoding.UTF8.GetBytes("{ nonsense \u20AC");
        await system.Hr.SendAsync(HrSystem.Deactivate, body, "text/plain; charset=x-odd");
        Guid parked = (await Eventually.ValueAsync(
            () => system.Database.ReadAsync<Guid?>("SELECT (SELECT id FROM offboarding.parked_messages)"), id => id is not null, "the message to be parked"))!.Value;

        await system.Hr.ReplayAsync(parked);

        await Eventually.TrueAsync(
            async () => await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages WHERE body = @body", ("body", body)) == 2,
            "it to be parked again");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages WHERE replayed_at IS NULL")).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_replayed_once_however_many_operators_ask()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { RequestedBy = workspace.Agents[0] });
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "admin");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.Hr.ReplayAsync(refused.EventId)));

        (await system.Events.AtLeastAsync(4, "offboarding.refused", e => e.Text("messageName") == HrSystem.Replay))
            .ShouldAllBe(e => e.Text("code") == "conflicting-request" && e.Text("message").Contains($"{refused.EventId} was replayed by ops.anna at "));
        await system.Events.OneAsync("offboarding.completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.audit WHERE action = 'message-replayed'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_replay_again_is_answered_with_nothing()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithoutAccountOwner().WithOneOwner());
        ReceivedEvent refused = await system.RefuseAsync(new Departure(workspace) { User = workspace.Owner });
        await system.GiveRoleAsync(workspace, workspace.Agents[0], "owner");
        JsonObject Replay(Guid request) => new() { ["requestId"] = request, ["messageId"] = refused.EventId, ["requestedBy"] = "ops.anna" };
        JsonObject first = Replay(Guid.NewGuid()), late = Replay(Guid.NewGuid());

        await system.Hr.SendAsync(HrSystem.Replay, first);
        await system.Events.OneAsync("offboarding.completed");
        await system.Hr.SendAsync(HrSystem.Replay, first);
        await system.Hr.SendAsync(HrSystem.Replay, late);

        (await system.Events.OneAsync("offboarding.refused", e => e.RequestId == late["requestId"]!.GetValue<Guid>())).Text("message").ShouldContain("was replayed by ops.anna at ");
        system.Events.Of("offboarding.refused", e => e.RequestId == first["requestId"]!.GetValue<Guid>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_is_not_there_cannot_be_replayed()
    {
        await using TestSystem system = await shared.SetAsync();
        Guid request = await system.Hr.ReplayAsync(Guid.NewGuid());
        ReceivedEvent refused = await system.Events.OneAsync("offboarding.refused");
        (refused.RequestId, refused.Text("code")).ShouldBe((request, "invalid-request"));
        refused["errors"]!.AsArray().Single()!["path"]!.GetValue<string>().ShouldBe("messageId");
    }
}
