using Npgsql;
using Offboarding.Hosting;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Infrastructure.Hosting;

/// <summary><c>Offboarding.Worker migrate</c>: brings the database up to date with <c>ConnectionStrings:Owner</c>, and ends.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        string owner = WebApplication.CreateBuilder(args).Configuration.GetConnectionString("Owner")
            ?? throw Settings.Problem("ConnectionStrings:Owner is missing; set it to a login that may create schemas and roles");
        try
        {
            IReadOnlyList<string> applied = await DatabaseMigrator.MigrateAsync(owner, CancellationToken.None, Console.WriteLine);
            Console.WriteLine(applied.Count == 0 ? "The database is up to date." : $"Applied {string.Join(", ", applied)}.");
            return 0;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.CheckViolation)
        {
            // A migration found rows that a person has to correct, and has changed nothing.
            throw Settings.Problem($"The database was not brought up to date: {refused.MessageText}. {refused.Hint}");
        }
        catch (TimeoutException locked)
        {
            throw Settings.Problem($"The database was not brought up to date: {locked.Message}");
        }
        catch (Exception error) when (error is NpgsqlException or ArgumentException)
        {
            throw Settings.Problem($"ConnectionStrings:Owner does not work: {error.Message}");
        }
    }
}
