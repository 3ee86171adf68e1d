using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Approvals;
using Offboarding.Dashboard.Security;

namespace Offboarding.Dashboard.Commands;

/// <summary>A second person decides (F9). The worker checks once more, under the workspace's lock; here the operator hears it at once.</summary>
public sealed class DecideApproval(ApprovalReader approvals, AskOnce ask)
{
    /// <summary>Lets them begin.</summary>
    public static Task<IResult> Approve(HttpContext context, Guid id, DecideApproval decide, ApprovalPage page, CancellationToken cancellationToken) =>
        decide.PostAsync(context, id, true, page, cancellationToken);

    /// <summary>Calls them off.</summary>
    public static Task<IResult> Reject(HttpContext context, Guid id, DecideApproval decide, ApprovalPage page, CancellationToken cancellationToken) =>
        decide.PostAsync(context, id, false, page, cancellationToken);

    private async Task<IResult> PostAsync(HttpContext context, Guid id, bool approve, ApprovalPage page, CancellationToken cancellationToken)
    {
        ActOutcome outcome = await AskAsync(context, id, approve, cancellationToken);
        return await ActAnswer.OfAsync(context, outcome, $"/approvals/{id}", () => page.RenderAsync(context, id, null, outcome, cancellationToken));
    }

    private async Task<ActOutcome> AskAsync(HttpContext context, Guid id, bool approve, CancellationToken cancellationToken)
    {
        IFormCollection fields = await context.Request.ReadFormAsync(cancellationToken);
        string? why = await Why.OfAsync(context, cancellationToken);
        string actor = context.User.Actor();
        ApprovalRow? now = (await approvals.ReadAsync(id, actor, null, cancellationToken))?.Row;
        if (now is null)
        {
            return new ActOutcome(false, "Nothing with this id waits for approval. Nothing was done.");
        }

        if (WhyNot(now, approve, int.TryParse(fields["people"], out int seen) ? seen : null, why) is { } declined)
        {
            return declined;
        }

        object payload = approve
            ? new { workspaceId = now.WorkspaceId, approvalId = id, people = now.People }
            : new { workspaceId = now.WorkspaceId, approvalId = id };
        string people = Words.Count(now.People, "departure");
        return await ask.AskAsync(
            $"approval/{id}",
            actor,
            approve ? MessageNames.Of<ApproveMassChangeRequested>() : MessageNames.Of<RejectMassChangeRequested>(),
            payload,
            why,
            (approve ? $"Requested: approve {people}." : $"Requested: cancel {people}.", "decided"),
            cancellationToken);
    }

    private static ActOutcome? WhyNot(ApprovalRow now, bool approve, int? seen, string? why) => now switch
    {
        { Status: "expired" } => new ActOutcome(false, "Nobody decided in time, and the departures are cancelled. Nothing was changed."),
        { Status: not "open" } => new ActOutcome(false, "There is nothing left to decide. Nothing was done.", By: now.DecidedByName, At: now.DecidedAt, Did: now.Status),
        { Mine: true } => new ActOutcome(false, "You requested these departures: a second person decides. Nothing was done."),
        { Leaves: true } => new ActOutcome(false, "One of those who would leave has your name or address: somebody else decides. Nothing was done."),
        { LinesToCome: > 0 } when approve => new ActOutcome(
            false, $"The list is still being read, {Words.Count(now.LinesToCome, "line")} to come. Look again when all of it is there. Nothing was done."),
        _ when approve && seen != now.People => new ActOutcome(
            false, $"{Words.Count(now.People, "person waits", "people wait")} now, not {seen}. Review them again. Nothing was changed."),
        _ when why is null => new ActOutcome(false, "Enter a comment for the audit trail. Nothing was changed."),
        _ => null,
    };
}
