using Offboarding.Contracts;

namespace Offboarding.Worker.Requests.Refusals;

/// <summary>A "no": the code, who, what and why, and what would help.</summary>
public sealed record Refusal(RefusalCode Code, string Message, string Help, IReadOnlyList<FieldError> Errors)
{
    /// <summary>A refusal that is not about single fields.</summary>
    public Refusal(RefusalCode code, string message, string help)
        : this(code, message, help, [])
    {
    }

    /// <summary>Who asked was allowed to; something else stood against it. An operator can replay the message also when they have left since.</summary>
    public bool AskerWasPermitted { get; init; }
}
