using System.Text.Json;
using Offboarding.Dashboard.Commands;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Pages.Failures;
using Offboarding.Dashboard.Pages.Operation;

namespace Offboarding.Dashboard.Pages.Operations;

/// <summary>How an operation is called and where it stands, in words.</summary>
internal static class OperationText
{
    /// <summary>"Retry 214 failed steps: reassign conversations".</summary>
    public static string Title(OperationRow row)
    {
        string what = row.Kind switch
        {
            "retry-steps" => $"Retry {Words.Count(row.Asked, "failed step")}",
            "skip-steps" => $"Skip {Words.Count(row.Asked, "failed step")}",
            "pause-cases" => $"Pause {Words.Count(row.Asked, "case")}",
            "resume-cases" => $"Resume {Words.Count(row.Asked, "case")}",
            "cancel-cases" => $"Cancel {Words.Count(row.Asked, "case")}",
            _ => $"Replay {Words.Count(row.Asked, "message")}",
        };
        if (Field(row, "status") == FailureReader.Retrying)
        {
            what = $"Retry {Words.Count(row.Asked, "step")} now";
        }

        string? which = Field(row, "step") ?? Field(row, "reason");
        return which is null ? what : $"{what}: {Words.Sentence(which).ToLowerInvariant()}";
    }

    /// <summary>How the set was chosen, as a sentence; null: by what the title says.</summary>
    public static string? Chosen(OperationRow row)
    {
        using var scope = JsonDocument.Parse(row.Scope);
        if (scope.RootElement.TryGetProperty("ticked", out JsonElement ticked) && ticked.TryGetInt32(out int number))
        {
            return $"From {Words.Count(number, "case")} that {(number == 1 ? "was" : "were")} selected, those for which this is possible.";
        }

        return !scope.RootElement.TryGetProperty("filter", out _) ? null
            : row.Asked == BulkActs.Most ? $"From all that matched the filter. A bulk action takes {Words.Number(BulkActs.Most)} at most, so there may be more."
            : "All that matched the filter and for which this was possible.";
    }

    /// <summary>The list it was taken from, without what was searched for; null: it was not taken from a filter.</summary>
    public static string? Filter(OperationRow row) => Field(row, "filter") is { } filter ? "/leavers" + filter : null;

    /// <summary>Whether somebody searched for a name or an id, which is not kept.</summary>
    public static bool WasSearched(OperationRow row)
    {
        using var scope = JsonDocument.Parse(row.Scope);
        return scope.RootElement.TryGetProperty("searched", out JsonElement searched) && searched.ValueKind == JsonValueKind.True;
    }

    /// <summary>The kind of error that all of them have; null: they were ticked one by one, or are messages.</summary>
    public static string? Field(OperationRow row, string name)
    {
        using var scope = JsonDocument.Parse(row.Scope);
        return scope.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>What the badge says.</summary>
    public static string State(OperationRow row) => row.State switch
    {
        "frozen" => row.Asked == 0 ? "Nothing to do" : "Awaiting confirmation",
        "running" => row.FailingAgain > 0 ? "Running, some are failing again" : "Running",
        "stopped" => row.EndedAt is null ? "Stopping" : "Stopped",
        _ => row.FailedAgain > 0 ? "Done, some failed again" : "Done",
    };

    /// <summary>The state whose colour and icon it has.</summary>
    public static string Tone(OperationRow row) => row.State switch
    {
        "frozen" => row.Asked == 0 ? "skipped" : "scheduled",
        "running" => row.FailingAgain > 0 ? "retrying" : "running",
        "stopped" => "paused",
        _ => row.FailedAgain > 0 ? "needs-attention" : "done",
    };
}
