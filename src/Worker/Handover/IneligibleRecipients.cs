using Dapper;
using Offboarding.Worker.Infrastructure.Database;
using Offboarding.Worker.Steps;

namespace Offboarding.Worker.Handover;

/// <summary>Says of each recipient what stands against them: a person who reads it can only change what is named.</summary>
internal static class IneligibleRecipients
{
    /// <summary>A plan may name a whole team; a sentence with all of them helps nobody.</summary>
    private const int MostNamed = 10;

    public static async Task<IReadOnlyList<IneligibleRecipient>> FindAsync(
        StepContext context, Guid[] recipients, bool onlySales, Guid? teamsOf, CancellationToken cancellationToken) =>
        [.. (await context.Connection.QueryAsync<(Guid Id, string Status, bool NotInSales, bool NotInTeam)>(new CommandDefinition(
            Sql.Read("why-not-recipients"), new { context.Step.WorkspaceId, recipients, onlySales, teamsOf }, cancellationToken: cancellationToken)))
            .Select(row => new IneligibleRecipient(row.Id, row.Status, row.NotInSales, row.NotInTeam))];

    /// <summary>The failure of a step whose plan names nobody who can receive.</summary>
    /// <param name="kind">For example <c>leads</c>.</param>
    /// <param name="people">Whom the plan names.</param>
    public static string NobodyLeft(string kind, IReadOnlyList<IneligibleRecipient> people)
    {
        string said = string.Join(", ", people.Take(MostNamed).Select(p => $"{p.UserId} {p.Problem}"))
            + (people.Count > MostNamed ? $", and {people.Count - MostNamed} more" : "");
        string[] needed =
        [
            .. people.Any(p => p.Status != "active") ? ["active"] : Array.Empty<string>(),
            .. people.Any(p => p.NotInSales) ? ["a member of a sales team"] : Array.Empty<string>(),
            .. people.Any(p => p.NotInTeam) ? ["a member of one of the leaver's teams"] : Array.Empty<string>(),
        ];
        string help = people.Count == 0 || needed.Length == 0 ? "Retry"
            : $"Make {(people.Count == 1 ? "this person" : "one of them")} {string.Join(" and ", needed)}, then retry";
        return $"Nobody in the plan can receive {kind} any more{(said.Length > 0 ? ": " + said : "")}. {help}; or hand over to somebody else with ChangeHandoverRequested.";
    }

    /// <summary>The failure of an undo whose receiver cannot get the work back.</summary>
    public static string CannotGetBack(string kind, IneligibleRecipient receiver)
    {
        string needed = (receiver.Status != "active", receiver.NotInSales) switch
        {
            (true, true) => "Make them active and a member of a sales team",
            (false, true) => "Make them a member of a sales team",
            _ => "Make them active",
        };
        return $"User {receiver.UserId} {receiver.Problem} and cannot get {kind} back. {needed} and retry, or skip the step and reassign the work.";
    }
}

/// <summary>Why somebody cannot receive work now although a plan or an undo names them.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Status">active, inactive, invited, deleted, or that there is no such user.</param>
/// <param name="NotInSales">Only members of a sales team may receive it (C7), and they are in none.</param>
/// <param name="NotInTeam">Only the leaver's teams may receive it (F8), and they are in none of these.</param>
public sealed record IneligibleRecipient(Guid UserId, string Status, bool NotInSales, bool NotInTeam)
{
    /// <summary>Completes "Ana ...": <c>is inactive</c>, <c>is in no sales team</c>, or both.</summary>
    public string Problem
    {
        get
        {
            string[] problems =
            [
                .. Status == "active" ? Array.Empty<string>() : [Status],
                .. NotInSales ? ["in no sales team"] : Array.Empty<string>(),
                .. NotInTeam ? ["in none of the leaver's teams"] : Array.Empty<string>(),
            ];
            return problems.Length == 0 ? "is able to receive again" : $"is {string.Join(" and ", problems)}";
        }
    }
}
