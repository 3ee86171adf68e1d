namespace Offboarding.Integration.Tests.Steps;

/// <summary>What the list of leavers is sorted by: it is kept beside the case while it works, and is what its steps say.</summary>
public sealed class CaseSumsTests(Servers servers)
{
    [Fact]
    public async Task Attempts_that_fail_are_counted_as_they_fail_and_what_is_left_over_when_the_case_ends()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers, ("Steps:BatchSize", "10"));
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 15));
        await FailingTable.MakeAsync(system.Database, "the disk is full", when: "NEW.id > 10");
        Departure departure = new Departure(workspace).Handing("one-colleague", workspace.Agents[0]);
        Guid id = await system.OpenAsync(departure);
        await system.StepBecomesAsync(id, "reassign-conversations", "failed");
        (await SumsAsync(system, id)).ShouldBe((await FailedAsync(system, id), 0L), "nothing is left over while the case goes on");
        (await FailedAsync(system, id)).ShouldBeGreaterThan(0);

        await system.AskAsync(new TestCommand("offboarding.skip-step", workspace) { Operator = "ops.anna" }
            .With("offboardingId", id).With("step", "reassign-conversations").With("reason", "done by hand"));
        await system.BecomesAsync(id, "completed");
        long left = await system.Database.ReadAsync<long>(
            "SELECT sum(greatest(total - done, 0))::bigint FROM offboarding.steps WHERE case_id = @case", ("case", id));
        left.ShouldBe(5);
        (await SumsAsync(system, id)).ShouldBe((await FailedAsync(system, id), left));
    }

    [Fact]
    public async Task A_case_in_which_all_went_well_has_no_sums()
    {
        await using TestSystem system = await TestSystem.SetAsync(servers);
        TestWorkspace workspace = await system.WorkspaceAsync(w => w.WithConversations(open: 5));
        await system.CompleteAsync(new Departure(workspace).Handing("one-colleague", workspace.Agents[0]));
        (await system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.case_sums")).ShouldBe(0);
    }

    private static async Task<(long FailedAttempts, long LeftOver)> SumsAsync(TestSystem system, Guid id) => (
        await system.Database.ReadAsync<long>("SELECT failed_attempts::bigint FROM dashboard.case_keys WHERE id = @case", ("case", id)),
        await system.Database.ReadAsync<long>("SELECT left_over FROM dashboard.case_keys WHERE id = @case", ("case", id)));

    private static Task<long> FailedAsync(TestSystem system, Guid id) =>
        system.Database.ReadAsync<long>("SELECT count(*) FROM offboarding.step_attempts WHERE case_id = @case", ("case", id));
}
