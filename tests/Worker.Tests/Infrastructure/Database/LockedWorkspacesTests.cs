using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Tests.Infrastructure.Database;

/// <summary>A sweep waits for a locked workspace a second, and then leaves it out for a while.</summary>
public sealed class LockedWorkspacesTests
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly Clock _clock = new();

    [Fact]
    public async Task A_locked_workspace_is_tried_after_pauses_that_grow_to_eight_seconds_and_another_one_at_each_look()
    {
        var locked = new LockedWorkspaces(_clock);
        int others = 0;
        List<int> tries = [];
        for (int second = 0; second < 32; second++)
        {
            await locked.UnlessAsync(One, () =>
            {
                tries.Add(second);
                throw new WorkspaceLockedException();
            });
            await locked.UnlessAsync(Other, () => Task.FromResult(others++));
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        tries.ShouldBe([0, 1, 3, 7, 15, 23, 31]);
        others.ShouldBe(32);
    }

    [Fact]
    public async Task Once_it_was_free_it_is_tried_at_each_look_again_and_other_failures_are_the_sweeps()
    {
        var locked = new LockedWorkspaces(_clock);
        await locked.UnlessAsync(One, () => throw new WorkspaceLockedException());
        _clock.Now += TimeSpan.FromSeconds(1);
        int tries = 0;
        await locked.UnlessAsync(One, () => Task.FromResult(tries++));
        await locked.UnlessAsync(One, () => Task.FromResult(tries++));
        tries.ShouldBe(2);

        await Should.ThrowAsync<InvalidOperationException>(locked.UnlessAsync(One, () => throw new InvalidOperationException()));
    }
}
