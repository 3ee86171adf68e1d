namespace Offboarding.Worker.Hangfire;

/// <summary>A step that was failed or waiting for its next attempt when its job ran.</summary>
internal sealed record RevivedStep
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>In kebab-case, see <see cref="Process.CaseState"/>.</summary>
    public required string CaseState { get; init; }

    public required bool WasFailed { get; init; }

    /// <summary>It is ready now; false: its case does not run.</summary>
    public required bool Revived { get; init; }

    /// <summary>The job of its slice.</summary>
    public string? JobId { get; init; }
}
