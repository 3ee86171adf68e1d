using Offboarding.Contracts;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>What the buttons beside the saved plans do with a form: fill it, keep its plan, or take a plan away. Nothing else in the form is lost.</summary>
public sealed class PlanShelf(SavedPlans plans)
{
    internal const string Use = "use-plan";
    internal const string Save = "save-plan";
    internal const string Remove = "remove-plan";
    internal const string Find = "find-colleague";

    /// <summary>The form as it is to be shown again; null: none of these buttons was pressed.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="workspace">Whose plans.</param>
    /// <param name="form">As it came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(NewForm Form, NewOutcome Outcome, HandoverPlan? Used)?> AnswerAsync(HttpContext context, Guid workspace, NewForm form, CancellationToken cancellationToken)
    {
        string actor = context.User.Actor();
        switch (form.Text("does"))
        {
            case Use:
                return !Guid.TryParse(form.Text("savedPlan"), out Guid chosen) || await plans.ReadAsync(workspace, chosen, cancellationToken) is not var (name, plan)
                    ? (form, Wrong("This plan is not there any more."), null)
                    : (form, NewOutcome.None with { Said = $"The plan “{name}” is filled in. Nothing was sent." }, plan);
            case Find:
                return (form, NewOutcome.None, null);
            case Remove:
                return !Guid.TryParse(form.Text("savedPlan"), out Guid unwanted) || await plans.RemoveAsync(workspace, unwanted, actor, cancellationToken) is not { } removed
                    ? (form, Wrong("This plan is not there any more."), null)
                    : (form, NewOutcome.None with { Said = $"The plan “{removed}” was removed." }, null);
            case Save:
                string under = form.Text("planName");
                return form.PlanErrors.Count > 0 ? (form, new NewOutcome(form.PlanErrors), null)
                    : under.Length is 0 or > SavedPlans.LongestName ? (form, Wrong($"Enter a name of up to {SavedPlans.LongestName} characters."), null)
                    : !await plans.SaveAsync(workspace, under, form.Plan, actor, cancellationToken) ? (form, Wrong("There is no such workspace."), null)
                    : (form, NewOutcome.None with { Said = $"The plan is saved as “{under}”. Nothing was sent." }, null);
            default:
                return null;
        }
    }

    /// <summary>Who is offered in any case: whom the saved plan names, or whom the form has chosen.</summary>
    internal static IEnumerable<Guid> Among(NewForm? form, HandoverPlan? used) => used is not null ? PlanFields.Named(used) : form?.Chosen ?? [];

    /// <summary>Whom somebody searched for with the button of the form; null: nobody.</summary>
    internal static string? Search(NewForm? form) => form?.Text("does") == Find && form.Text("colleague") is { Length: > 0 } search ? search : null;

    /// <summary>The outcome, with whether a search found somebody.</summary>
    internal static NewOutcome Searched(NewOutcome outcome, NewForm? form, LeaverDetails details)
    {
        int found = details.Colleagues.Count(static one => one.Found);
        return Search(form) is not { } search ? outcome
            : found == 0 ? outcome with { Errors = [.. outcome.Errors, new FieldError { Path = "colleague", Problem = $"Nobody active here has “{search}” at the beginning of a word of their name or address." }] }
            : outcome with { Said = $"“{search}”: {Words.Count(found, "colleague")}, at the top of each list of recipients. Nothing was sent." };
    }

    /// <summary>The form with a saved plan in it, if there is one to fill in.</summary>
    internal static NewForm Filled(NewForm form, HandoverPlan? used, LeaverDetails details) => used is null ? form : form.With(PlanFields.OfSaved(used, details));

    /// <summary>The outcome, with how many whom a saved plan names cannot be chosen any more.</summary>
    internal static NewOutcome Said(NewOutcome outcome, HandoverPlan? used, LeaverDetails details)
    {
        HashSet<Guid> offered = [.. details.Colleagues.Select(static one => one.Id), .. details.Teams.Select(static team => team.Id)];
        int missing = used is null ? 0 : PlanFields.Named(used).Count(id => !offered.Contains(id));
        return missing == 0 ? outcome
            : outcome with { Said = $"{outcome.Said} {Words.Count(missing, "recipient of it is", "recipients of it are")} left out: they cannot receive any more. Look at who receives before you send." };
    }

    private static NewOutcome Wrong(string problem) => new([new FieldError { Path = "plan", Problem = problem }]);
}
