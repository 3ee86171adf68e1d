namespace Offboarding.Dashboard.Commands;

/// <summary>Somebody did something.</summary>
public sealed record Act(string By, DateTime At, Guid Operation);
