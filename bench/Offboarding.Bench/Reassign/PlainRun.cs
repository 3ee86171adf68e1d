using Offboarding.Bench.Measuring;

namespace Offboarding.Bench.Reassign;

/// <summary>One plain UPDATE.</summary>
/// <param name="Seconds">By psql's own clock.</param>
/// <param name="ServerCpuSeconds">CPU seconds of the whole PostgreSQL server.</param>
/// <param name="OtherWriter">Waits of another writer meanwhile, milliseconds.</param>
internal sealed record PlainRun(double Seconds, double ServerCpuSeconds, Distribution OtherWriter);
