using Offboarding.Contracts;
using Offboarding.Dashboard.Pages.Preview;
using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Pages.New;

/// <summary>What became of a form: nothing yet, a preview, a refusal, or it is on its way.</summary>
/// <param name="Errors">What is wrong, with paths as the worker writes them.</param>
/// <param name="Preview">What would happen.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Waiting">The operation that was not answered yet.</param>
public sealed record NewOutcome(IReadOnlyList<FieldError> Errors, PreviewDetails? Preview = null, RefusalText? Refusal = null, Guid? Waiting = null)
{
    /// <summary>What would happen to a list of people; null: that was not asked.</summary>
    public ListPreview? List { get; init; }

    /// <summary>What was asked for is a preview: the answer, if it comes later, is on the page Previews.</summary>
    public bool IsPreview { get; init; }

    /// <summary>What was done with a saved plan; null: nothing.</summary>
    public string? Said { get; init; }

    /// <summary>Nothing was asked for yet.</summary>
    public static NewOutcome None { get; } = new([]);

    /// <summary>What is wrong at a field or below it.</summary>
    public IEnumerable<FieldError> At(string path) =>
        Errors.Where(error => error.Path == path || error.Path.StartsWith(path + ".", StringComparison.Ordinal) || error.Path.StartsWith(path + "[", StringComparison.Ordinal));
}
