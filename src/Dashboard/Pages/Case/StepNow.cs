using Offboarding.Dashboard.Pages.Audit;

namespace Offboarding.Dashboard.Pages.Case;

/// <summary>A step as it is before somebody acts on it.</summary>
/// <param name="Step">Null: there is no such step.</param>
/// <param name="LastAct">The last thing an operator did to it, if anything.</param>
public sealed record StepNow(StepRow? Step, AuditRow? LastAct);
