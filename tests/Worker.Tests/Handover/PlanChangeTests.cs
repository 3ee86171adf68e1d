using System.Text.Json;
using Offboarding.Contracts;
using Offboarding.Worker.Handover;

namespace Offboarding.Worker.Tests.Handover;

public sealed class PlanChangeTests
{
    [Fact]
    public void Kinds_that_are_not_named_stay_as_they_were()
    {
        var before = new HandoverPlan { Conversations = To(Guid.NewGuid()), Tasks = To(Guid.NewGuid()) };
        Allocation now = To(Guid.NewGuid());
        PlanChange change = PlanChange.Of(JsonSerializer.Serialize(before, JsonSerializerOptions.Web), new HandoverPlan { Tasks = now });

        change.Named.Select(kind => kind.Name).ShouldBe(["tasks"]);
        change.After.Tasks.ShouldBe(now);
        Json(change.After.Conversations).ShouldBe(Json(before.Conversations));
        Json(change.Before).ShouldBe(Json(before));
    }

    [Fact]
    public void The_trail_gets_before_and_after_of_what_was_named()
    {
        Allocation tasks = To(Guid.NewGuid());
        PlanChange change = PlanChange.Of("{}", new HandoverPlan { Tasks = tasks });
        Json(change.Details(_ => 7)).ShouldBe($$$"""{"tasks":{"before":null,"after":{{{Json(tasks)}}},"moved":7}}""");
    }

    private static Allocation To(Guid user) => new() { Strategy = AllocationStrategy.OneColleague, Recipients = [new Recipient { UserId = user }] };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
