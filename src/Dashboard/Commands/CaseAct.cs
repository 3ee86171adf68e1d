using Offboarding.Dashboard.Pages.Case;

namespace Offboarding.Dashboard.Commands;

/// <summary>Something an operator can do to a case. What is possible now is a pure function of what the case is now.</summary>
/// <param name="Name">In addresses and ids: <c>pause</c>.</param>
/// <param name="Label">On the button.</param>
/// <param name="Did">A verb in the past tense, for who comes second.</param>
/// <param name="Explains">What it does, in a sentence or two.</param>
/// <param name="Command">The stable name of the command.</param>
/// <param name="AsksInAName">It is asked for in the name of an admin or owner (docs/adr/0020).</param>
/// <param name="WhyNot">Completes "This case "; null: it can be done now.</param>
public sealed record CaseAct(
    string Name, string Label, string Did, string Explains, string Command, bool AsksInAName, Func<CaseNow, string?> WhyNot);
