using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.Intake;

/// <summary>One workspace has a quarter of the slots, one message after each pause while it is locked, and keeps no other one from its slots while it waits.</summary>
public sealed class WorkspaceSlotsTests
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly Clock _clock = new();
    private readonly WorkspaceSlots _slots;

    public WorkspaceSlotsTests() => _slots = new WorkspaceSlots(Options.Create(new MessagingOptions { ConcurrentMessages = 8 }), _clock);

    [Fact]
    public async Task A_third_message_of_a_workspace_finds_no_slot_while_two_are_handled_and_another_workspace_finds_one()
    {
        var working = new TaskCompletionSource();
        Task first = RunAsync(One, () => working.Task);
        Task second = RunAsync(One, () => working.Task);

        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => Task.CompletedTask));
        await RunAsync(Other, () => Task.CompletedTask);

        working.SetResult();
        await Task.WhenAll(first, second);
        await RunAsync(One, () => Task.CompletedTask);
    }

    [Fact]
    public async Task While_a_workspace_is_locked_one_message_tries_after_each_pause_and_the_pause_grows_to_four_seconds()
    {
        int tries = 0;
        int[] seen = new int[12];
        for (int second = 0; second < seen.Length; second++)
        {
            for (int message = 0; message < 3; message++)
            {
                await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () =>
                {
                    tries++;
                    throw new WorkspaceLockedException();
                }));
            }

            seen[second] = tries;
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        seen.ShouldBe([1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5]);
        await RunAsync(Other, () => Task.CompletedTask);
    }

    [Fact]
    public async Task Those_who_are_put_off_come_again_one_after_the_other_none_after_more_than_a_minute_and_another_workspace_has_a_line_of_its_own()
    {
        List<double> first = await PutOffAsync(One, 2_500);
        (first[0], first[1], first[1_000], first[2_360], first[2_499]).ShouldBe((1, 1.025, 26, 60, 60));
        (await PutOffAsync(Other, 1)).ShouldBe([1]);

        _clock.Now += TimeSpan.FromSeconds(30);
        (await PutOffAsync(One, 2)).ShouldBe([30.025, 30.05], "behind those that wait");

        _clock.Now += TimeSpan.FromSeconds(60);
        (await PutOffAsync(One, 2)).ShouldBe([1, 1.025], "nobody waits any more");

        async Task<List<double>> PutOffAsync(Guid workspace, int messages)
        {
            List<double> pauses = [];
            for (int i = 0; i < messages; i++)
            {
                pauses.Add((await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(workspace, () => throw new WorkspaceLockedException()))).ComesAgainAfter().TotalSeconds);
            }

            return pauses;
        }
    }

    [Fact]
    public async Task Once_it_is_free_again_everybody_may_try()
    {
        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => throw new WorkspaceLockedException()));
        _clock.Now += TimeSpan.FromSeconds(1);

        await RunAsync(One, () => Task.CompletedTask);
        await RunAsync(One, () => Task.CompletedTask);
    }

    [Fact]
    public async Task More_messages_of_a_workspace_than_a_queue_has_slots_wait_without_one_and_another_workspace_has_its_turn_at_once()
    {
        var working = new TaskCompletionSource();
        Task[] messages = [.. Enumerable.Range(0, 20).Select(_ => RunAsync(One, () => working.Task))];

        await RunAsync(Other, () => Task.CompletedTask);
        messages.ShouldAllBe(message => !message.IsCompleted);

        working.SetResult();
        await Task.WhenAll(messages);
    }

    [Fact]
    public async Task Who_would_fill_the_room_of_a_queue_is_put_off_where_no_message_of_the_workspace_gets_done_and_not_where_they_do()
    {
        var first = new TaskCompletionSource();
        var all = new TaskCompletionSource();
        Task[] messages = [.. Enumerable.Range(0, 32).Select(i => RunAsync(One, () => i == 0 ? first.Task : all.Task))];

        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => Task.CompletedTask));
        messages.ShouldAllBe(message => !message.IsCompleted);

        all.SetResult();
        Task late = RunAsync(One, () => Task.CompletedTask);
        await late;
        first.SetResult();
        await Task.WhenAll(messages);
    }

    [Fact]
    public async Task While_a_workspace_is_locked_one_of_those_who_wait_may_come_after_each_pause_and_all_once_something_got_done()
    {
        _slots.MayCome(One).ShouldBe(int.MaxValue);
        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => throw new WorkspaceLockedException()));
        _slots.MayCome(One).ShouldBe(0);
        _slots.MayCome(Other).ShouldBe(int.MaxValue);

        _clock.Now += TimeSpan.FromSeconds(1);
        _slots.MayCome(One).ShouldBe(1);
        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => throw new WorkspaceLockedException()));
        _clock.Now += TimeSpan.FromSeconds(1);
        _slots.MayCome(One).ShouldBe(0, "the second pause is two seconds long");
        _clock.Now += TimeSpan.FromSeconds(1);
        await RunAsync(One, () => Task.CompletedTask);
        _slots.MayCome(One).ShouldBe(int.MaxValue);
    }

    [Fact]
    public async Task What_needs_no_lock_is_done_in_a_locked_workspace_too_and_after_the_pause_it_is_no_longer_taken_for_locked()
    {
        await Should.ThrowAsync<WorkspaceLockedException>(RunAsync(One, () => throw new WorkspaceLockedException()));
        await _slots.RunWithoutLockAsync("queue", One, () => Task.CompletedTask, TestContext.Current.CancellationToken);
        _slots.MayCome(One).ShouldBe(0);

        _clock.Now += TimeSpan.FromSeconds(1);
        await _slots.RunWithoutLockAsync("queue", One, () => Task.CompletedTask, TestContext.Current.CancellationToken);
        _slots.MayCome(One).ShouldBe(int.MaxValue, "the next one that needs the lock finds out");
    }

    [Fact]
    public async Task What_needs_no_lock_takes_slots_of_its_workspace_and_leaves_those_of_the_queue_to_others()
    {
        var working = new TaskCompletionSource();
        Task[] messages = [.. Enumerable.Range(0, 20).Select(_ => _slots.RunWithoutLockAsync("queue", One, () => working.Task, TestContext.Current.CancellationToken))];

        await RunAsync(Other, () => Task.CompletedTask);
        messages.ShouldAllBe(message => !message.IsCompleted);

        working.SetResult();
        await Task.WhenAll(messages);
    }

    [Fact]
    public async Task A_queue_has_as_many_in_work_as_it_has_slots_whatever_their_workspaces()
    {
        var working = new TaskCompletionSource();
        int inWork = 0;
        Task[] messages = [.. Enumerable.Range(0, 12).Select(_ => RunAsync(Guid.NewGuid(), () =>
        {
            inWork++;
            return working.Task;
        }))];

        inWork.ShouldBe(8);
        await _slots.RunAsync("another queue", () => Task.CompletedTask, TestContext.Current.CancellationToken);

        working.SetResult();
        await Task.WhenAll(messages);
        inWork.ShouldBe(12);
    }

    private Task RunAsync(Guid workspace, Func<Task> act) => _slots.RunAsync("queue", workspace, act, TestContext.Current.CancellationToken);
}
