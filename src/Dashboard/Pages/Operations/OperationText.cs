using System.Text.Json;
using Offboarding.Dashboard.Layout;
using Offboarding.Dashboard.Reading;

namespace Offboarding.Dashboard.Pages.Operations;

/// <summary>How an operation is called and where it stands, in words.</summary>
internal static class OperationText
{
    /// <summary>"Retry 214 failed steps: reassign conversations".</summary>
    public static string Title(OperationRow row)
    {
        string what = row.Kind == "retry-steps" ? $"Retry {Words.Count(row.Asked, "failed step")}" : $"Replay {Words.Count(row.Asked, "message")}";
        string? which = Field(row, "step") ?? Field(row, "reason");
        return which is null ? what : $"{what}: {Words.Sentence(which).ToLowerInvariant()}";
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
        "frozen" => "Waits for your yes",
        "running" => "Running",
        "stopped" => row.EndedAt is null ? "Stopping" : "Stopped",
        _ => row.FailedAgain > 0 ? "Done, some failed again" : "Done",
    };

    /// <summary>The state whose colour and icon it has.</summary>
    public static string Tone(OperationRow row) => row.State switch
    {
        "frozen" => "scheduled",
        "running" => "running",
        "stopped" => "paused",
        _ => row.FailedAgain > 0 ? "needs-attention" : "done",
    };
}
