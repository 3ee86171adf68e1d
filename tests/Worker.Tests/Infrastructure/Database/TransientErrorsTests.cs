using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Tests.Infrastructure.Database;

/// <summary>What is the database's fault waits; what is the message's fault is put aside.</summary>
public sealed class TransientErrorsTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    [InlineData(PostgresErrorCodes.QueryCanceled, true)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, true)]
    [InlineData(PostgresErrorCodes.InvalidPassword, true)]
    [InlineData(PostgresErrorCodes.InvalidCatalogName, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    [InlineData(PostgresErrorCodes.RaiseException, false)]
    public void A_standby_or_a_changed_password_is_not_the_messages_fault(string state, bool transient)
    {
        TransientErrors.IsTransient(new PostgresException("", "ERROR", "ERROR", state)).ShouldBe(transient);
        TransientErrors.IsTransient(new InvalidOperationException("", new PostgresException("", "ERROR", "ERROR", state))).ShouldBe(transient);
    }

    [Fact]
    public void That_none_of_several_hosts_is_the_primary_is_not_the_messages_fault()
    {
        TransientErrors.IsTransient(new NpgsqlException("No suitable host was found.")).ShouldBeTrue();
        TransientErrors.IsTransient(new NpgsqlException("Unable to connect", new AggregateException(new NpgsqlException("a"), new NpgsqlException("b")))).ShouldBeTrue();
        TransientErrors.IsTransient(new NpgsqlException("something else")).ShouldBeFalse();
    }

    [Fact]
    public void The_pause_doubles_from_50_ms_to_5_s() => Enumerable.Range(0, 9).Select(n => DatabaseOutage.PauseAfter(n).TotalMilliseconds)
        .ShouldBe([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
}
