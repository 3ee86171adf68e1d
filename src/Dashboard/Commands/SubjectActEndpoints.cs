using Offboarding.Dashboard.Pages.Contacts;
using Offboarding.Dashboard.Pages.People;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

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
