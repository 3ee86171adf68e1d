using Offboarding.Worker.Infrastructure.Messaging;

namespace Offboarding.Worker.Tests.Infrastructure.Messaging;

public sealed class EventIdsTests
{
    private static readonly Guid Workspace = new("0d000000-0000-4000-8000-000000000001");
    private static readonly Guid Leaver = new("0d000000-0000-4000-8000-000000000104");
    private static readonly Guid Request = new("b7a1f0de-4c3e-4b57-8d0a-2f6f5f7f3a10");

    /// <summary>Computed apart from the product: <c>uuid.uuid5(workspace, "case/" + request)</c> in Python, and so on.</summary>
    [Fact]
    public void The_ids_are_the_approved_ones_for_ever()
    {
        Guid @case = EventIds.Case(Workspace, Request);
        @case.ShouldBe(new Guid("04255616-14c7-5c2f-8168-62b2dcd26631"));
        EventIds.Event(@case, "completed").ShouldBe(new Guid("d030917a-8924-5e60-89e8-1399d0f746fd"));
        EventIds.Event(@case, "step-failed/reassign-conversations/8").ShouldBe(new Guid("4bb8cbfd-0831-5244-b3b8-d96fc1d9dd95"));
        EventIds.Refusal(Workspace, Request, Leaver, [1]).ShouldBe(new Guid("3bb6f17f-4aec-5c14-b990-087913689622"));
    }

    [Fact]
    public void The_example_of_RFC_9562_comes_out() =>
        EventIds.Event(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com")
            .ShouldBe(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"));

    [Fact]
    public void Every_id_says_that_it_is_a_UUID_of_version_5()
    {
        foreach (Guid id in Enumerable.Range(0, 1000).Select(n => EventIds.Event(Workspace, $"event/{n}")))
        {
            id.Version.ShouldBe(5);
            (id.Variant & 0b1100).ShouldBe(0b1000);
        }
    }

    [Fact]
    public void No_two_events_of_ten_thousand_cases_share_an_id()
    {
        string[] events = ["started", "scheduled", "completed", "sessions-revoked", "seat-released", "step-failed/a/1", "step-failed/a/2"];
        Guid[] ids = [.. Enumerable.Range(0, 10_000)
            .Select(n => EventIds.Case(Workspace, new Guid(n, 0, 0, new byte[8])))
            .SelectMany(id => events.Select(what => EventIds.Event(id, what)).Append(id))];
        ids.Distinct().Count().ShouldBe(ids.Length);
    }

    [Fact]
    public void The_same_request_id_in_two_workspaces_means_two_cases() =>
        EventIds.Case(Workspace, Request).ShouldNotBe(EventIds.Case(Guid.NewGuid(), Request));

    [Fact]
    public void A_body_without_a_readable_request_id_has_the_same_refusal_each_time_and_another_body_another_one()
    {
        EventIds.Refusal(null, null, null, [1, 2]).ShouldBe(EventIds.Refusal(null, null, null, [1, 2]));
        EventIds.Refusal(null, null, null, [1, 2]).ShouldNotBe(EventIds.Refusal(null, null, null, [1, 3]));
    }

    [Fact]
    public void A_request_id_that_is_used_for_two_people_has_two_refusals() =>
        EventIds.Refusal(Workspace, Request, Leaver, []).ShouldNotBe(EventIds.Refusal(Workspace, Request, Guid.NewGuid(), []));

    [Fact]
    public void A_refusal_is_never_taken_for_a_case() =>
        EventIds.Refusal(Workspace, Request, null, []).ShouldNotBe(EventIds.Case(Workspace, Request));
}
