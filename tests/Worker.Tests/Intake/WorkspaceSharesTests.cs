using Microsoft.Extensions.Options;
using Offboarding.Worker.Infrastructure.Messaging;
using Offboarding.Worker.Intake;
using static Offboarding.Worker.Intake.WorkspaceShares;

namespace Offboarding.Worker.Tests.Intake;

/// <summary>One workspace has half of what is at hand of a queue; the rest waits, in a line, until half of the share is free.</summary>
public sealed class WorkspaceSharesTests
{
    private static readonly Line One = new(Guid.NewGuid(), "offboarding.deactivate-user");
    private static readonly Line Other = One with { WorkspaceId = Guid.NewGuid() };

    private readonly Clock _clock = new();
    private readonly WorkspaceShares _shares;

    // 64 messages at hand.
    public WorkspaceSharesTests() => _shares = new WorkspaceShares(Options.Create(new MessagingOptions { ConcurrentMessages = 8 }), _clock);

    [Fact]
    public void A_workspace_has_half_of_each_queue_and_another_one_the_rest()
    {
        List<IDisposable> places = Come(One, 32);
        _shares.Come(One, wasCalled: false).ShouldBeNull();
        _shares.Come(Other, wasCalled: false).ShouldNotBeNull();
        _shares.Come(One with { Exchange = "offboarding.cancel" }, wasCalled: false).ShouldNotBeNull();

        places[0].Dispose();
        _shares.Come(One, wasCalled: false).ShouldNotBeNull();
    }

    [Fact]
    public void Nobody_overtakes_those_who_wait_and_who_was_called_is_not_sent_back()
    {
        _shares.Await([One]);
        _shares.Come(One, wasCalled: false).ShouldBeNull();
        Come(Other, 1);
        for (int i = 0; i < 40; i++)
        {
            _shares.Come(One, wasCalled: true).ShouldNotBeNull();
        }

        _shares.Await([]);
        _shares.Come(One, wasCalled: false).ShouldBeNull("there are as many as one workspace may have");
    }

    [Fact]
    public void They_are_called_half_of_a_share_at_a_time()
    {
        _shares.RoomFor(One).ShouldBe(32, "nothing is at hand");
        List<IDisposable> places = Come(One, 17);
        _shares.RoomFor(One).ShouldBe(0);
        places[0].Dispose();
        _shares.RoomFor(One).ShouldBe(16);
    }

    [Fact]
    public void What_was_called_counts_until_it_has_come_or_another_worker_must_have_taken_it()
    {
        _shares.Called(One, 32);
        _shares.RoomFor(One).ShouldBe(0, "all of them are on their way");
        using (IDisposable? first = _shares.Come(One, wasCalled: true))
        {
            _shares.RoomFor(One).ShouldBe(0);
        }

        _shares.Await([One]);
        for (int i = 0; i < 15; i++)
        {
            _shares.Come(One, wasCalled: true)!.Dispose();
        }

        _shares.RoomFor(One).ShouldBe(16, "sixteen have not come yet");
        _clock.Now += TimeSpan.FromSeconds(10);
        _shares.RoomFor(One).ShouldBe(32);
    }

    private List<IDisposable> Come(Line line, int messages) => [.. Enumerable.Range(0, messages).Select(_ => _shares.Come(line, wasCalled: false).ShouldNotBeNull())];
}
