using Offboarding.Worker.Infrastructure;

namespace Offboarding.Worker.Tests.Requests;

/// <summary>How texts say numbers and instants.</summary>
public sealed class SayTests
{
    [Theory]
    [InlineData(0, "0 seats")]
    [InlineData(1, "1 seat")]
    [InlineData(2000, "2,000 seats")]
    public void A_number_is_followed_by_the_form_that_belongs_to_it(long count, string said) => Say.Count(count, "seat").ShouldBe(said);

    [Fact]
    public void One_item_of_a_kind_is_not_said_in_the_plural() =>
        Say.Work(new Dictionary<string, long> { ["conversations"] = 1, ["tasks"] = 2 }).ShouldBe("1 conversation, 2 tasks");

    [Fact]
    public void An_instant_is_said_to_the_second_with_the_offset_it_came_with()
    {
        Say.Instant(new DateTimeOffset(2025, 11, 20, 17, 0, 0, 123, TimeSpan.Zero)).ShouldBe("2025-11-20T17:00:00Z");
        Say.Instant(new DateTimeOffset(2025, 11, 20, 17, 0, 0, TimeSpan.FromHours(1))).ShouldBe("2025-11-20T17:00:00+01:00");
        Say.Instant(new DateTime(2025, 11, 20, 17, 0, 0, DateTimeKind.Unspecified)).ShouldBe("2025-11-20T17:00:00Z");
    }
}
