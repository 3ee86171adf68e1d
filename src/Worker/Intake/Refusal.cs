using Offboarding.Contracts;

namespace Offboarding.Worker.Intake;

/// <summary>A "no": the code, who, what and why, and what would help.</summary>
public sealed record Refusal(RefusalCode Code, string Message, string Help, IReadOnlyList<FieldError> Errors)
{
    /// <summary>A refusal that is not about single fields.</summary>
    public Refusal(RefusalCode code, string message, string help)
        : this(code, message, help, [])
    {
    }

    /// <summary>There is no such workspace.</summary>
    public static Refusal UnknownWorkspace(Guid workspaceId) => new(RefusalCode.UnknownWorkspace, $"There is no workspace {workspaceId}.", "Check workspaceId.");

    /// <summary>As a preview says that the request would get it.</summary>
    public PreviewRefusal InPreview() => new() { Code = Code, Message = Message, Help = Help, Errors = Errors };

    /// <summary>Who asked was allowed to; something else stood against it. An operator can replay the message also when they have left since.</summary>
    public bool AskerWasPermitted { get; init; }
}
