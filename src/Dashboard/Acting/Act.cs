namespace Offboarding.Dashboard.Acting;

/// <summary>Somebody did something.</summary>
public sealed record Act(string By, DateTime At, Guid Operation);
