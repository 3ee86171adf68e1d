using System.Text;
using Offboarding.Worker.Cases;
using Offboarding.Worker.Tests.Architecture;

namespace Offboarding.Worker.Tests.Cases;

/// <summary>The picture of a case's states in the docs is made from the rules themselves, tried in every state with every pair of steps.</summary>
public sealed class CaseStateDiagramTests
{
    private const string Page = "docs/design/case-states.md";

    /// <summary>What is not a rule over states: statements of <see cref="CaseStore"/>, each for the one state its handler has found under lock.</summary>
    private static readonly (string From, string To, string Why)[] Written =
    [
        ("[*]", Name(CaseState.HeldForApproval), "request over the mass-change limit"),
        ("[*]", Name(CaseState.Scheduled), "request with a last day ahead"),
        ("[*]", Name(CaseState.SigningOut), "request"),
        (Name(CaseState.HeldForApproval), Name(CaseState.Scheduled), "approve"),
        (Name(CaseState.Scheduled), Name(CaseState.SigningOut), "its day comes"),
        (Name(CaseState.Scheduled), Name(CaseState.Refused), "a rule refuses it on its day"),
        (Name(CaseState.Refused), Name(CaseState.SigningOut), "replay the request"),
        (Name(CaseState.Completed), Name(CaseState.HandingOver), "stranded work is found"),
    ];

    [Fact]
    public void The_diagram_in_the_docs_is_what_the_rules_allow()
    {
        string expected = Draw();
        string page = SourceTree.Read(Page).ReplaceLineEndings("\n");
        page.ShouldContain(expected, customMessage: $"Put this between the fences of {Page}:\n{expected}");
    }

    [Fact]
    public void Nothing_leaves_a_case_that_was_cancelled() => Transitions().Where(static edge => edge.From == Name(CaseState.Cancelled)).ShouldBeEmpty();

    private static string Draw()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        foreach (var edge in Transitions().GroupBy(static edge => (edge.From, edge.To)).OrderBy(static edge => edge.Key.From == "[*]" ? "" : edge.Key.From, StringComparer.Ordinal).ThenBy(static edge => edge.Key.To, StringComparer.Ordinal))
        {
            text.Append($"    {edge.Key.From} --> {edge.Key.To}: {string.Join(", ", edge.Select(static one => one.Why).Distinct().Order(StringComparer.Ordinal))}\n");
        }

        return text.Append("```\n").ToString();
    }

    private static IEnumerable<(string From, string To, string Why)> Transitions()
    {
        foreach ((string From, string To, string Why) edge in Written)
        {
            yield return edge;
        }

        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            // Work is handed over, and a case can be paused, only after access has ended.
            foreach (IReadOnlyList<StepSnapshot> steps in Pairs().Where(steps => state is not (CaseState.HandingOver or CaseState.Paused) || steps[0].IsSettled))
            {
                CaseState next = NextStep.Decide(state, steps).State;
                if (next != state)
                {
                    yield return (Name(state), Name(next), steps.Any(static step => step.Status == StepStatus.Failed) ? "a step fails" : "steps end");
                }

                if (OperatorRules.CheckPause(state, steps) is null)
                {
                    yield return (Name(state), Name(CaseState.Paused), "pause");
                }

                if (OperatorRules.CheckResume(state) is null)
                {
                    yield return (Name(state), Name(OperatorRules.AfterPause(steps)), "resume");
                }
            }

            if (NotStartedRule.Check(Guid.Empty, state, "cancelled", CaseKind.Deactivate) is null)
            {
                yield return (Name(state), Name(CaseState.Cancelled), "cancel");
            }
        }
    }

    /// <summary>A step that ends access and one that hands over, in every pair of statuses.</summary>
    private static IEnumerable<IReadOnlyList<StepSnapshot>> Pairs() =>
        from first in Enum.GetValues<StepStatus>()
        from second in Enum.GetValues<StepStatus>()
        select (IReadOnlyList<StepSnapshot>)[new StepSnapshot("sign-out-sessions", 1, first, 0), new StepSnapshot("reassign-conversations", 2, second, 0)];

    private static string Name(CaseState state) => CaseStateText.Write(state).Replace('-', '_');
}
