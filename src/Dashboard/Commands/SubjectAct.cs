namespace Offboarding.Dashboard.Commands;

/// <summary>Something an operator can ask for about a person or a contact, in the name of an admin or owner (docs/adr/0020).</summary>
/// <typeparam name="TSubject">What is read of the one it is about.</typeparam>
/// <param name="Name">In addresses and ids: <c>reactivate</c>.</param>
/// <param name="Label">On the button.</param>
/// <param name="Did">A verb in the past tense, for who comes second.</param>
/// <param name="Explains">What it does, in a sentence or two.</param>
/// <param name="Command">The stable name of the command.</param>
/// <param name="Permission">Who may.</param>
/// <param name="WhyNot">A sentence; null: it can be asked for now.</param>
/// <param name="Payload">The fields of the command besides who asks.</param>
/// <param name="Missing">What the form has to say besides who and why; null: nothing, or all is there.</param>
public sealed record SubjectAct<TSubject>(
    string Name,
    string Label,
    string Did,
    string Explains,
    string Command,
    string Permission,
    Func<TSubject, string?> WhyNot,
    Func<TSubject, SubjectForm, Dictionary<string, object?>> Payload,
    Func<TSubject, SubjectForm, string?>? Missing = null)
{
    /// <summary>Sends it, if it is possible now and the form says what it has to. The worker checks once more.</summary>
    /// <param name="target">What it is about, for who asks for the same at the same time.</param>
    /// <param name="now">The one it is about, read just now.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="ask">Sends it once.</param>
    /// <param name="cancellationToken">Gives up; the command may have been sent.</param>
    public async Task<ActOutcome> AskAsync(string target, TSubject now, SubjectForm form, string actor, AskOnce ask, CancellationToken cancellationToken)
    {
        string? problem = WhyNot(now)
            ?? (form.Why is null ? "Say why: it is kept in the audit trail." : null)
            ?? (form.InTheNameOf is null ? "Say in whose name: only an admin or owner of the workspace may ask for this." : null)
            ?? Missing?.Invoke(now, form);
        if (problem is not null)
        {
            return new ActOutcome(false, $"{problem} Nothing was done.");
        }

        Dictionary<string, object?> payload = Payload(now, form);
        payload["requestedBy"] = form.InTheNameOf;
        return await ask.AskAsync(
            $"{target}/{Name}", actor, Command, payload, form.Why, ($"Asked to {char.ToLowerInvariant(Label[0])}{Label[1..]}.", Did), cancellationToken);
    }
}
