using System.Text.Json.Nodes;

namespace Offboarding.Integration.Tests.Infrastructure.Messaging;

/// <summary>One workspace whose row somebody holds, or one that asks for a lot, does not keep the others waiting.</summary>
public sealed class LockedWorkspaceTests(Servers servers, SharedSystem shared) : IClassFixture<SharedSystem>
{
    private const string LockRow = "UPDATE workspace.workspaces SET name = name WHERE id = @id";
    private const int Many = 60;
    private const int Rounds = 5;

    [Fact]
    public async Task While_one_workspace_is_locked_another_ones_users_are_signed_out_and_the_first_ones_requests_are_answered_afterwards()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace locked = await system.WorkspaceAsync();
        TestWorkspace free = await system.WorkspaceAsync();
        Departure[] waiting = [.. Enumerable.Range(0, Many).Select(_ => new Departure(locked))];
        await using (await Blocker.HoldAsync(system.Database, LockRow, ("id", locked.Id)))
        {
            foreach (Departure departure in waiting)
            {
                await system.Hr.SendAsync(departure);
            }

            await system.CompleteAsync(new Departure(free));
            await system.CompleteAsync(new Departure(free) { User = free.Agents[0] });
            (await system.UserStatusAsync(locked.Leaver)).ShouldBe("active");
        }

        await Eventually.ValueAsync(
            () => Task.FromResult(waiting.Count(d => system.Events.All.Any(e => e.RequestId == d.RequestId))), n => n == Many, "all of them to be answered");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts")).ShouldBe(0);
    }

    [Fact]
    public async Task The_first_messages_of_a_locked_workspace_keep_nobody_waiting_before_it_is_known_that_it_is_locked()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace locked = await system.WorkspaceAsync();
        TestWorkspace free = await system.WorkspaceAsync(w => w.WithAgents(Rounds + 1));
        await system.CompleteAsync(new Departure(free));
        // Each of them waits a second for the lock. A machine that is slow for so long in one round is not in all of them; a queue whose slots are taken is.
        for (int round = 0; ; round++)
        {
            await using Blocker row = await Blocker.HoldAsync(system.Database, LockRow, ("id", locked.Id));
            for (int i = 0; i < Many; i++)
            {
                await system.Hr.SendAsync(new Departure(locked));
            }

            await row.IsInTheWayAsync(system.Database);
            await system.CaseAsync(await SentAsync(system, new Departure(free) { User = free.Agents[round] }));
            if (!await PutOffAsync(system))
            {
                return;
            }

            round.ShouldBeLessThan(Rounds - 1, "a departure of another workspace began only when messages of the locked one had been put off");
            await row.ReleaseAsync();
            await Eventually.TrueAsync(async () => !await PutOffAsync(system), "nothing to wait for the workspace any more");
        }
    }

    [Fact]
    public async Task What_one_workspace_sends_beyond_its_share_waits_in_rows_and_is_answered_when_it_is_called()
    {
        // Sixteen messages at hand, eight of them of one workspace.
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Messaging:ConcurrentMessages", "2"));
        TestWorkspace crowd = await system.WorkspaceAsync();
        TestWorkspace other = await system.WorkspaceAsync();
        Departure[] waiting = [.. Enumerable.Range(0, Many).Select(_ => new Departure(crowd))];
        await using (await Blocker.HoldAsync(system.Database, LockRow, ("id", crowd.Id)))
        {
            foreach (Departure departure in waiting)
            {
                await system.Hr.SendAsync(departure);
            }

            await Eventually.TrueAsync(async () => await WaitingAsync(system) >= Many / 2, "most of them to wait in rows");
            await system.CompleteAsync(new Departure(other));
        }

        await Eventually.ValueAsync(
            () => Task.FromResult(waiting.Count(d => system.Events.All.Any(e => e.RequestId == d.RequestId))), n => n == Many, "all of them to be answered");
        (await WaitingAsync(system)).ShouldBe(0);
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_flood_of_refused_requests_of_one_workspace_keeps_no_other_one_waiting()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Messaging:ConcurrentMessages", "2"));
        TestWorkspace flood = await system.WorkspaceAsync();
        TestWorkspace other = await system.WorkspaceAsync();
        await system.CompleteAsync(new Departure(flood));
        // A refusal is an entry in the audit chain of its workspace: none of them gets done.
        await using (Blocker chain = await Blocker.HoldAsync(system.Database, "SELECT FROM offboarding.audit_heads WHERE workspace_id = @id FOR UPDATE", ("id", flood.Id)))
        {
            for (int i = 0; i < Many; i++)
            {
                JsonObject wrong = new Departure(flood).ToJson();
                wrong["userId"] = "nobody";
                await system.Hr.SendAsync(HrSystem.Deactivate, wrong);
            }

            await chain.IsInTheWayAsync(system.Database);
            await system.CompleteAsync(new Departure(other));
            system.Events.Of("offboarding.refused").ShouldBeEmpty();
        }

        (await system.Events.AtLeastAsync(Many, "offboarding.refused")).ShouldAllBe(e => e.Text("code") == "invalid-request");
        (await WaitingAsync(system)).ShouldBe(0);
    }

    [Fact]
    public async Task Departures_that_are_due_in_a_locked_workspace_wait_as_rows_alone()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:StalledAfter", "00:00:01"));
        TestWorkspace locked = await system.WorkspaceAsync();
        Guid[] cases = [await ScheduledAsync(locked.Leaver), await ScheduledAsync(locked.Agents[0])];
        await using (await Blocker.HoldAsync(system.Database, LockRow, ("id", locked.Id)))
        {
            await system.Database.ExecuteAsync("UPDATE offboarding.cases SET due_at = now()");
            DateTime due = await system.Database.ReadAsync<DateTime>("SELECT now()");
            await Eventually.TrueAsync(
                () => system.Database.ReadAsync<bool>("SELECT bool_and(nudged_at > @due + interval '4 s') FROM offboarding.cases", ("due", due)), "several messages for each of them");
            (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.outbox WHERE last_error IS NOT NULL")).ShouldBe(0, "none of them is put off, to come beside the next");
        }

        foreach (Guid id in cases)
        {
            await system.BecomesAsync(id, "completed");
        }

        async Task<Guid> ScheduledAsync(Guid user)
        {
            JsonObject later = (new Departure(locked) { User = user, RequestId = Guid.NewGuid() }).ToJson();
            (later["lastDate"], later["timeZone"]) = ($"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-dd}", "Europe/Berlin");
            await system.Hr.SendAsync(HrSystem.Deactivate, later);
            return (await system.Events.OneAsync("offboarding.scheduled", e => e["userId"]!.GetValue<Guid>() == user)).OffboardingId;
        }
    }

    private static Task<long> WaitingAsync(TestSystem system) => system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.waiting_messages");

    private static async Task<Guid> SentAsync(TestSystem system, Departure departure)
    {
        await system.Hr.SendAsync(departure);
        return departure.RequestId;
    }

    private static Task<bool> PutOffAsync(TestSystem system) =>
        system.Database.ReadAsync<bool>("SELECT EXISTS (SELECT FROM offboarding.outbox WHERE last_error = 'The workspace is locked.')");

    [Fact]
    public async Task A_step_that_needs_a_locked_workspace_comes_again_without_a_failed_attempt_and_lets_others_pass()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Messaging:ConcurrentSteps", "1"), ("Steps:MaxAttempts", "1"));
        TestWorkspace locked = await system.WorkspaceAsync();
        TestWorkspace free = await system.WorkspaceAsync();
        await using Blocker sessions = await Blocker.HoldAsync(
            system.Database, "UPDATE workspace.sessions SET ended_at = ended_at WHERE workspace_id = @id", ("id", locked.Id));
        var departure = new Departure(locked);
        Guid id = await system.OpenAsync(departure);
        await using (await Blocker.HoldAsync(system.Database, LockRow, ("id", locked.Id)))
        {
            await sessions.ReleaseAsync();
            await system.StepBecomesAsync(id, "sign-out-sessions", "done");
            await system.CompleteAsync(new Departure(free));
            (await system.StepAsync(id, "update-seats")).ShouldNotBe("done");
        }

        await system.BecomesAsync(id, "completed");
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts")).ShouldBe(0);
    }

    [Fact]
    public async Task A_return_into_a_locked_workspace_keeps_no_other_return_waiting()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace[] workspaces = [await system.WorkspaceAsync(), await system.WorkspaceAsync()];
        foreach (TestWorkspace workspace in workspaces)
        {
            JsonObject leave = new Departure(workspace).ToJson();
            leave["returnDay"] = $"{DateTimeOffset.UtcNow.AddDays(10):yyyy-MM-ddTHH:mm:ssZ}";
            await system.Hr.SendAsync(HrSystem.Deactivate, leave);
        }

        await system.Events.AtLeastAsync(2, "offboarding.completed");
        await using (await Blocker.HoldAsync(system.Database, LockRow, ("id", workspaces[0].Id)))
        {
            await system.Database.ExecuteAsync(
                "UPDATE offboarding.returns SET return_at = now() - CASE WHEN workspace_id = @first THEN interval '1 h' ELSE interval '0' END", ("first", workspaces[0].Id));
            await system.Events.OneAsync("offboarding.user-reactivated", e => e["workspaceId"]!.GetValue<Guid>() == workspaces[1].Id);
        }

        await system.Events.AtLeastAsync(2, "offboarding.user-reactivated");
    }

    [Fact]
    public async Task Previews_that_hang_keep_no_departure_waiting()
    {
        await using TestSystem system = await shared.SetAsync();
        TestWorkspace workspace = await system.WorkspaceAsync();
        Departure[] previews = [.. Enumerable.Range(0, 20).Select(_ => new Departure(workspace) { DryRun = true, User = workspace.Agents[0] })];
        await using (await Blocker.HoldAsync(system.Database, "LOCK TABLE offboarding.previews IN ACCESS EXCLUSIVE MODE"))
        {
            foreach (Departure preview in previews)
            {
                await system.Hr.SendAsync(preview);
            }

            await system.CompleteAsync(new Departure(workspace));
        }

        await Eventually.ValueAsync(
            async () => system.Events.Of("offboarding.previewed").Select(e => e.RequestId).Distinct().Count()
                + await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.parked_messages WHERE error LIKE '%preview took longer%'"),
            n => n >= previews.Length, "each preview to be answered, or to have run out of time");
    }
}
