namespace Offboarding.Local.Tests.Postgres;

/// <summary>The demo workspace in numbers; conversations, sessions and tokens are Lea's.</summary>
internal sealed record DemoCounts(
    long Users, int SeatLimit, long SeatsInUse, long Owners, long Partners, long SalesTeam,
    long Open, long Snoozed, long Callbacks, long FollowUps, long Closed, long Sessions, long Tokens);
