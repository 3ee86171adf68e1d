using Hangfire.PostgreSql;
using Npgsql;

namespace Offboarding.Worker.Infrastructure.Database;

/// <summary>
/// The schema <c>hangfire</c> is Hangfire's: its own installer makes it and brings it up to date, with the owner's login. Who may do
/// what there is ours.
/// </summary>
internal static class HangfireSchema
{
    public const string Name = "hangfire";

    public static async Task ApplyAsync(NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        PostgreSqlObjectsInstaller.Install(owner, Name);
        await using var rights = new NpgsqlCommand(Sql.Read("hangfire-rights"), owner);
        await rights.ExecuteNonQueryAsync(cancellationToken);
    }
}
