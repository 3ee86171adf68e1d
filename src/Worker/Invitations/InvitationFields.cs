using Offboarding.Worker.Intake;

namespace Offboarding.Worker.Invitations;

/// <summary>The fields that every invitation has.</summary>
internal static class InvitationFields
{
    public const int DefaultDays = 14;

    private const int MostDays = 90;

    public static int? ReadDays(FieldReader json) => json.Count("expiresInDays", 1, MostDays);

    /// <summary>Whether mail arrives there, only mail can tell; a typing error that cannot be an address is told at once.</summary>
    public static string ReadEmail(FieldReader json)
    {
        string email = json.Text("email", 254, required: true) ?? "";
        int at = email.IndexOf('@', StringComparison.Ordinal);
        if (email.Length > 0 && !json.IsWrong("email")
            && (at <= 0 || at != email.LastIndexOf('@') || at == email.Length - 1 || email.Any(char.IsWhiteSpace)))
        {
            json.Wrong("email", "is not an e-mail address");
        }

        return email;
    }
}
