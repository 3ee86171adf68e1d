using Offboarding.Contracts;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Audit;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>
/// Puts in one order what is on record about a case: messages that came in and went out, batches, attempts that failed, and who did
/// what. An event is committed with the row that is its cause, so the row tells when it went out.
/// </summary>
internal static class CaseTimeline
{
    /// <summary>The newest first.</summary>
    public static IReadOnlyList<TimelineEntry> Of(CaseDetails details) =>
        [.. Messages(details).Concat(details.Batches.Select(Of)).Concat(details.Attempts.Select(Of)).Concat(details.Audit.Select(row => Of(row, details.PlanRecipients)))
            .OrderByDescending(static entry => entry.At)];

    private static IEnumerable<TimelineEntry> Messages(CaseDetails details)
    {
        CaseFacts facts = details.Facts;
        yield return new TimelineEntry("message-in", facts.RequestedAt, "message", "Received")
        {
            By = facts.RequestedByName,
            Details = [("command", NameOf(facts.Kind)), ("request", facts.RequestId.ToString())],
        };
        foreach (AnswerRow answer in details.Answers)
        {
            yield return new TimelineEntry($"answer-{answer.RequestId}", answer.AnsweredAt, "message", "Answered")
            {
                Operation = answer.RequestId,
                Details = [("command", answer.MessageName), ("with", answer.Events.Length == 0 ? "nothing" : Words.List(answer.Events))],
            };
        }

        if (facts.SessionsEndedAt is { } ended)
        {
            yield return new TimelineEntry("message-sessions", ended, "message", "Published")
            {
                Details = [("event", MessageNames.Of<SessionsRevoked>())],
            };
        }

        foreach (StepRow step in details.Steps.Where(static step => step is { Status: "done", FinishedAt: not null }))
        {
            yield return new TimelineEntry($"message-{step.Name}", step.FinishedAt!.Value, "message", "Published")
            {
                Details = [("event", MessageNames.Of<StepCompleted>()), ("step", Words.Step(step.Name)), ("items", Words.Number(step.Done))],
            };
        }

        if (facts.CompletedAt is { } completed)
        {
            yield return new TimelineEntry("message-completed", completed, "message", "Published")
            {
                Details = [("event", CompletedName(facts.Kind))],
            };
        }
    }

    private static TimelineEntry Of(BatchRow batch) =>
        new($"batches-{batch.Kind}-{batch.FirstMovedAt.Ticks:x}", batch.LastMovedAt, "batches", $"{Words.Items(batch.Items, batch.Kind)} changed hands")
        {
            Details =
            [
                ("batches", Words.Number(batch.Batches)),
                .. batch.LastMovedAt - batch.FirstMovedAt is { TotalMilliseconds: > 0 } spent ? [("within", Words.Duration(spent))] : Array.Empty<(string, string)>(),
            ],
        };

    private static TimelineEntry Of(StepAttempt attempt) =>
        new($"attempt-{attempt.Step}-{attempt.Attempt}", attempt.FailedAt, "attempt", $"Attempt {attempt.Attempt} failed: {Words.Step(attempt.Step).ToLowerInvariant()}")
        {
            Details = [("error", $"{attempt.ErrorType}: {attempt.Message}")],
        };

    private static TimelineEntry Of(AuditRow row, IReadOnlyList<Person> people)
    {
        var entry = new TimelineEntry($"audit-{row.Id}", row.At, "act", row.Action == "command-sent" ? "Requested" : Words.Sentence(row.Action))
        {
            By = row.ActorName ?? row.Actor,
            Operation = row.OperationId,
        };
        if (row.Action != "handover-changed")
        {
            return entry with { Details = [.. DetailsText.Of(row.Details, row.AboutName, row.InTheNameOf)] };
        }

        (IReadOnlyList<PlanChangeRow> kinds, IReadOnlyList<(string, string)> more) = PlanText.OfChange(row.Details, people);
        return entry with { PlanChanges = kinds, Details = more };
    }

    private static string NameOf(string kind) => kind switch
    {
        "reassign" => MessageNames.Of<ReassignWorkRequested>(),
        "undo" => MessageNames.Of<UndoHandoverRequested>(),
        "delete" => MessageNames.Of<DeleteUserRequested>(),
        _ => MessageNames.Of<DeactivateUserRequested>(),
    };

    private static string CompletedName(string kind) => kind switch
    {
        "reassign" => MessageNames.Of<ReassignmentCompleted>(),
        "undo" => MessageNames.Of<UndoCompleted>(),
        "delete" => MessageNames.Of<UserDeleted>(),
        _ => MessageNames.Of<OffboardingCompleted>(),
    };
}

/// <summary>One thing that happened.</summary>
/// <param name="Id">Of its element.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">message, batches, attempt or act: the word and the icon beside it.</param>
/// <param name="Title">What happened.</param>
public sealed record TimelineEntry(string Id, DateTime At, string Kind, string Title)
{
    /// <summary>Who did it; null: it is a matter of course.</summary>
    public string? By { get; init; }

    /// <summary>The operation id, where it was asked for.</summary>
    public Guid? Operation { get; init; }

    /// <summary>What a changed plan changed.</summary>
    public IReadOnlyList<PlanChangeRow> PlanChanges { get; init; } = [];

    /// <summary>What else is known, as names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];
}
