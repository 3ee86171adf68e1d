using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Tests.Lists;

/// <summary>A2, B4, C1, E2, E4: the lists of a workspace, for programs.</summary>
public sealed class ListTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private static readonly string Users = $"/api/workspaces/{Seeded.Northwind}/users";
    private static readonly string Contacts = $"/api/workspaces/{Seeded.Northwind}/contacts";

    [Fact]
    public async Task C1_users_are_listed_by_status_with_the_counts_and_free_seats_of_the_workspace()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO workspace.users (workspace_id, id, name, email, status)
            VALUES (@workspace, 'b0000000-0000-4000-8000-000000000012', 'Ines Castro', 'ines.castro@northwind.example', 'invited');
            INSERT INTO workspace.invitations (workspace_id, id, user_id, email, invited_by, expires_at)
            VALUES (@workspace, gen_random_uuid(), 'b0000000-0000-4000-8000-000000000012', 'ines.castro@northwind.example',
                    'b0000000-0000-4000-8000-000000000001', now() + interval '7 days');
            UPDATE workspace.users SET status = 'deleted', name = 'Deleted user' WHERE id = 'b0000000-0000-4000-8000-000000000011'
            """,
            ("workspace", Seeded.Northwind));
        using HttpClient client = dashboard.Client(Role.Operator);

        JsonNode all = await ReadAsync(client, Users);
        all["workspace"]!.ToJsonString().ShouldBe(
            $$"""{"id":"{{Seeded.Northwind}}","name":"Northwind Support","seatLimit":40,"seatsInUse":5,"seatsFree":35,"active":5,"invited":1,"inactive":5,"deleted":1}""");
        Names(all).Length.ShouldBe(12);
        Names(await ReadAsync(client, $"{Users}?status=active")).ShouldBe(["Ingrid Solberg", "Jonas Weber", "Ada Marsh", "Ben Castellanos", "Chiara Fontana"]);
        Names(await ReadAsync(client, $"{Users}?status=inactive")).ShouldContain("Marta Lindqvist");
        Names(await ReadAsync(client, $"{Users}?status=deleted")).ShouldBe(["Deleted user"]);

        JsonNode invited = (await ReadAsync(client, $"{Users}?status=invited"))["users"]!.AsArray().Single()!;
        (invited["name"]!.GetValue<string>(), invited["invitedByName"]!.GetValue<string>()).ShouldBe(("Ines Castro", "Ingrid Solberg"));
    }

    [Fact]
    public async Task Pages_follow_the_key_so_that_everybody_is_seen_once_although_somebody_is_added_in_between()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient client = dashboard.Client(Role.Operator);
        var seen = new List<string>();
        string? after = "";
        while (after is not null)
        {
            JsonNode page = await ReadAsync(client, $"{Users}?limit=4{(after.Length == 0 ? "" : "&after=" + after)}");
            seen.AddRange(page["users"]!.AsArray().Select(u => u!["id"]!.GetValue<string>()));
            page["users"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(4);
            after = page["next"]?.GetValue<string>();
            await dashboard.Database.ExecuteAsync(
                "INSERT INTO workspace.users (workspace_id, id, name, email) VALUES (@workspace, ('00000000-0000-4000-8000-' || lpad(@n::text, 12, '0'))::uuid, 'New', @n || '@new.example')",
                ("workspace", Seeded.Northwind), ("n", seen.Count));
        }

        seen.Count.ShouldBe(11);
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task E2_E4_contacts_have_a_badge_when_they_are_inactive_and_archived_ones_are_listed_when_they_are_asked_for()
    {
        await using RunningDashboard dashboard = await StartWithContactsAsync();
        using HttpClient client = dashboard.Client(Role.Operator);

        JsonNode usual = await ReadAsync(client, Contacts);
        usual["contacts"]!.AsArray().Select(c => $"{c!["name"]} {c["inactive"]} {c["assignee"]} {c["records"]}").ShouldBe(
            ["Carla Client false Ada Marsh 1", "Ines Inactive true  0"]);
        usual["next"].ShouldBeNull();
        (await ReadAsync(client, $"{Contacts}?archived=true"))["contacts"]!.AsArray().Select(c => $"{c!["name"]} {c["archivedAt"] is not null}")
            .ShouldBe(["Arno Archived True"]);
        JsonNode first = await ReadAsync(client, $"{Contacts}?limit=1");
        (await ReadAsync(client, $"{Contacts}?limit=1&after={first["next"]}"))["contacts"]![0]!["name"]!.GetValue<string>().ShouldBe("Ines Inactive");
    }

    [Fact]
    public async Task A_viewer_sees_initials_and_nobody_who_is_not_signed_in_sees_anything()
    {
        await using RunningDashboard dashboard = await StartWithContactsAsync();
        using HttpClient viewer = dashboard.Client(Role.Viewer);
        string users = await viewer.GetStringAsync(Users, TestContext.Current.CancellationToken);
        string contacts = await viewer.GetStringAsync(Contacts, TestContext.Current.CancellationToken);
        (users + contacts).ShouldNotContain("Marta");
        (users + contacts).ShouldNotContain("carla@");
        users.ShouldContain("M. L.");
        contacts.ShouldContain("C. C.");

        using HttpClient nobody = dashboard.Client();
        foreach (string path in new[] { Users, Contacts })
        {
            using HttpResponseMessage answer = await nobody.GetAsync(path, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_with_what_is_expected()
    {
        await using RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        using HttpClient client = dashboard.Client(Role.Operator);
        foreach (string wrong in new[]
        {
            $"{Users}?status=gone", $"{Users}?limit=0", $"{Users}?limit=1001", $"{Users}?limit=x", $"{Users}?after=1", $"{Contacts}?archived=maybe", $"{Contacts}?after=x",
        })
        {
            using HttpResponseMessage answer = await client.GetAsync(wrong, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, wrong);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("expected: ");
        }

        using HttpResponseMessage unknown = await client.GetAsync($"/api/workspaces/{Guid.NewGuid()}/users", TestContext.Current.CancellationToken);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string[] Names(JsonNode list) => [.. list["users"]!.AsArray().Select(u => u!["name"]!.GetValue<string>())];

    private static async Task<JsonNode> ReadAsync(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonNode>(path, TestContext.Current.CancellationToken))!;

    private async Task<RunningDashboard> StartWithContactsAsync()
    {
        RunningDashboard dashboard = await shared.SetAsync("busy-day.sql");
        await dashboard.Database.ExecuteAsync(
            """
            INSERT INTO workspace.contacts (workspace_id, id, name, email, status, archived_at, assignee_id) VALUES
                (@workspace, 1, 'Carla Client', 'carla@client.example', 'active', NULL, 'b0000000-0000-4000-8000-000000000006'),
                (@workspace, 2, 'Ines Inactive', 'ines@client.example', 'inactive', NULL, NULL),
                (@workspace, 3, 'Arno Archived', 'arno@client.example', 'active', now(), NULL);
            INSERT INTO workspace.contact_records (workspace_id, contact_id, kind, record_id) VALUES (@workspace, 1, 'project', 'P-1')
            """,
            ("workspace", Seeded.Northwind));
        return dashboard;
    }
}
