using System.Globalization;
using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>Something an operator can ask for about a person or a contact, on behalf of an admin or owner (docs/adr/0020).</summary>
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
            ?? (form.Why is null ? "Enter a comment for the audit trail." : null)
            ?? (form.InTheNameOf is null ? "Choose on whose behalf: only an admin or owner of the workspace may request this." : null)
            ?? Missing?.Invoke(now, form);
        if (problem is not null)
        {
            return new ActOutcome(false, $"{problem} Nothing was done.");
        }

        Dictionary<string, object?> payload = Payload(now, form);
        payload["requestedBy"] = form.InTheNameOf;
        return await ask.AskAsync(
            $"{target}/{Name}", actor, Command, payload, form.Why, ($"Requested: {char.ToLowerInvariant(Label[0])}{Label[1..]}.", Did), cancellationToken);
    }
}

/// <summary>What somebody filled in for a <see cref="SubjectAct{TSubject}"/>.</summary>
/// <param name="Why">Why, in their words; null: nothing was said.</param>
/// <param name="InTheNameOf">The admin or owner who is named; null: nobody.</param>
/// <param name="Fields">All fields.</param>
public sealed record SubjectForm(string? Why, Guid? InTheNameOf, IFormCollection Fields)
{
    /// <summary>Reads it.</summary>
    public static async Task<SubjectForm> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        return new SubjectForm(await Commands.Why.OfAsync(context, cancellationToken), Guid.TryParse(fields["asker"], out Guid asker) ? asker : null, fields);
    }

    /// <summary>A field as it was written.</summary>
    public string Text(string name) => Fields[name].ToString().Trim();

    /// <summary>A date; null: none that can be read.</summary>
    public DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}

/// <summary>The buttons of a person and of a contact.</summary>
public static class SubjectActEndpoints
{
    /// <summary>An act on a person.</summary>
    public static Func<HttpContext, Guid, Guid, PeopleReader, AskOnce, PersonPage, CancellationToken, Task<IResult>> For(SubjectAct<PersonFacts> act) =>
        async (context, workspace, user, people, ask, page, cancellationToken) =>
        {
            var form = await SubjectForm.ReadAsync(context, cancellationToken);
            ActOutcome outcome = await people.ReadAsync(workspace, user, cancellationToken) is { } now
                ? await act.AskAsync($"person/{workspace}/{user}/{now.Facts.Status}/{now.Facts.Held}/{now.Facts.OpenCase}", now.Facts, form, context.User.Actor(), ask, cancellationToken)
                : new ActOutcome(false, "There is nobody with this id in this workspace. Nothing was done.");
            return await ActAnswer.OfAsync(context, outcome, $"/people/{workspace}/{user}", () => page.RenderAsync(context, workspace, user, outcome, cancellationToken));
        };

    /// <summary>An act on a contact.</summary>
    public static Func<HttpContext, Guid, long, ContactReader, AskOnce, ContactPage, CancellationToken, Task<IResult>> For(SubjectAct<ContactFacts> act) =>
        async (context, workspace, id, contacts, ask, page, cancellationToken) =>
        {
            var form = await SubjectForm.ReadAsync(context, cancellationToken);
            ActOutcome outcome = await contacts.ReadAsync(workspace, id, cancellationToken) is { } now
                ? await act.AskAsync($"contact/{workspace}/{id}/{now.Facts.Status}/{now.Facts.ArchivedAt}", now.Facts, form, context.User.Actor(), ask, cancellationToken)
                : new ActOutcome(false, "There is no contact with this id in this workspace. Nothing was done.");
            return await ActAnswer.OfAsync(context, outcome, $"/contacts/{workspace}/{id}", () => page.RenderAsync(context, workspace, id, outcome, cancellationToken));
        };
}
