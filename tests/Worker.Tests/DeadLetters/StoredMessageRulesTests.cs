using Offboarding.Contracts;
using Offboarding.Worker.DeadLetters;
using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Tests.DeadLetters;

public sealed class StoredMessageRulesTests
{
    private static readonly Guid Id = Guid.Parse("c2f9d1e3-6b48-4a7c-9e05-1d8f7a2b3c64");
    private static readonly DateTime At = new(2026, 11, 23, 10, 41, 7, DateTimeKind.Utc);

    [Fact]
    public void What_is_not_stored_is_named_with_the_field()
    {
        Refusal refusal = StoredMessageRules.WhyNot(Id, null, "discarded");
        (refusal.Code, refusal.Errors.Single().Path).ShouldBe((RefusalCode.InvalidRequest, "messageId"));
        refusal.Message.ShouldContain(Id.ToString());
    }

    [Theory]
    [InlineData("discarded")]
    [InlineData("replayed")]
    public void Whoever_is_too_late_hears_who_was_faster_and_when(string wish)
    {
        Refusal refusal = StoredMessageRules.WhyNot(Id, new StoredMessage { ReplayedAt = At, ReplayedBy = "ines" }, wish);
        refusal.Code.ShouldBe(RefusalCode.ConflictingRequest);
        refusal.Message.ShouldBe($"Message {Id} was replayed by ines at 2026-11-23 10:41:07 UTC and cannot be {wish}.");
    }

    [Fact]
    public void A_replay_of_something_discarded_hears_how_to_do_it_all_the_same() =>
        StoredMessageRules.WhyNot(Id, new StoredMessage { DiscardedAt = At, DiscardedBy = "ines" }, "replayed").Help.ShouldContain("alsoDiscarded");

    [Fact]
    public void What_was_discarded_and_then_replayed_counts_as_replayed() =>
        StoredMessageRules.WhyNot(Id, new StoredMessage { DiscardedAt = At, DiscardedBy = "ines", ReplayedAt = At }, "discarded").Message
            .ShouldBe($"Message {Id} was replayed at 2026-11-23 10:41:07 UTC and cannot be discarded.");

    [Fact]
    public void What_was_erased_with_a_person_stays_so() =>
        StoredMessageRules.WhyNot(Id, new StoredMessage { ErasedAt = At, ReplayedAt = At }, "replayed").Message.ShouldContain("was erased at");
}
