using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Tests.Steps;

public sealed class StepRetryPolicyTests
{
    private static readonly StepsOptions Options = new()
    {
        FirstRetryAfter = TimeSpan.FromSeconds(2),
        LongestRetryAfter = TimeSpan.FromMinutes(10),
    };

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 8)]
    [InlineData(8, 256)]
    [InlineData(9, 512)]
    [InlineData(10, 600)]
    [InlineData(11, 600)]
    [InlineData(int.MaxValue, 600)]
    public void The_wait_doubles_with_each_attempt_up_to_the_longest(int attempt, double seconds)
    {
        StepRetryPolicy.After(Options, attempt, jitter: 1).TotalSeconds.ShouldBe(seconds, 0.001);
        StepRetryPolicy.After(Options, attempt, jitter: 0).TotalSeconds.ShouldBe(seconds / 2, 0.001);
    }

    [Fact]
    public void Steps_that_failed_together_do_not_come_back_together()
    {
        var random = new Random(1);
        TimeSpan[] waits = [.. Enumerable.Range(0, 100).Select(_ => StepRetryPolicy.After(Options, 3, random.NextDouble()))];
        waits.Distinct().Count().ShouldBeGreaterThan(90);
        waits.ShouldAllBe(w => w >= TimeSpan.FromSeconds(4) && w <= TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void There_is_no_attempt_before_the_first() =>
        Should.Throw<ArgumentOutOfRangeException>(() => StepRetryPolicy.After(Options, 0, 0.5));

    [Theory]
    [InlineData(1, 8, 8, 1)]
    [InlineData(3, 8, 8, 3)]
    [InlineData(6, 13, 8, 1)]
    [InlineData(8, 13, 8, 3)]
    [InlineData(1, 8, 50, 1)]
    [InlineData(2, 8, 3, 1)]
    public void Attempts_in_a_row_count_from_where_the_limit_was_moved_on_whatever_the_setting_was_then(int attempt, int limit, int setting, int inARow) =>
        StepRetryPolicy.InARow(attempt, limit, setting).ShouldBe(inARow);
}
