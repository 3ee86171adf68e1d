using Offboarding.Dashboard.Commands;

namespace Offboarding.Dashboard.Tests.Commands;

/// <summary>Two clicks send one command, and a database that is slow for one command keeps no other waiting.</summary>
public sealed class RecentActsTests
{
    private static readonly Guid Operation = Guid.NewGuid();

    [Fact]
    public async Task A_command_that_takes_long_keeps_only_those_waiting_who_ask_for_the_same()
    {
        var acts = new RecentActs(TimeProvider.System);
        var slow = new TaskCompletionSource<Guid>();
        Task<(Act Act, bool New)> first = acts.OnceAsync("step 1", "ada", () => slow.Task, TestContext.Current.CancellationToken);
        Task<(Act Act, bool New)> second = acts.OnceAsync("step 1", "bob", () => throw new InvalidOperationException("It is on its way."), TestContext.Current.CancellationToken);

        (await acts.OnceAsync("step 2", "bob", () => Task.FromResult(Operation), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).New.ShouldBeTrue();

        second.IsCompleted.ShouldBeFalse();
        slow.SetResult(Operation);
        (await first).New.ShouldBeTrue();
        ((await second).New, (await second).Act.By).ShouldBe((false, "ada"));
    }

    [Fact]
    public async Task If_a_command_could_not_be_sent_whoever_waited_for_it_sends_theirs()
    {
        var acts = new RecentActs(TimeProvider.System);
        var failing = new TaskCompletionSource<Guid>();
        Task<(Act Act, bool New)> first = acts.OnceAsync("step 1", "ada", () => failing.Task, TestContext.Current.CancellationToken);
        Task<(Act Act, bool New)> second = acts.OnceAsync("step 1", "bob", () => Task.FromResult(Operation), TestContext.Current.CancellationToken);

        failing.SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(first);
        ((await second).New, (await second).Act.By).ShouldBe((true, "bob"));
    }
}
