namespace Offboarding.Worker.Handover;

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
