namespace Offboarding.Bench.Many;

/// <summary>What <c>list-times.sql</c> answers: seconds, and people who are out.</summary>
internal sealed record ListTimes(double Opened, double LockedOut, double Completed, long People);
